// What a picture holds. Evaluated in an empty page by pictures.py: the browser can read PNG, and Python alone cannot.

window.octantPictures ??= (() => {
  async function pixelsOf(base64) {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return { width: image.width, height: image.height, pixels: new Uint32Array(data.buffer) };
  }

  function counted(pixels) {
    const counts = new Map();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    return [...counts].sort(([, few], [, many]) => many - few);
  }

  const red = (pixel) => pixel & 255;
  const green = (pixel) => (pixel >> 8) & 255;
  const blue = (pixel) => (pixel >> 16) & 255;
  const asHex = (pixel) =>
    `#${[red, green, blue].map((part) => part(pixel).toString(16).padStart(2, "0")).join("")}`;

  // Every colour with the share of the picture that it covers, the commonest first.
  async function colours(base64) {
    const { pixels } = await pixelsOf(base64);
    return counted(pixels).map(([pixel, count]) => [asHex(pixel), count / pixels.length]);
  }

  function nearest(palette, pixel) {
    const distance = (other) =>
      (red(other) - red(pixel)) ** 2 + (green(other) - green(pixel)) ** 2 + (blue(other) - blue(pixel)) ** 2;
    let best = 0;
    for (let place = 1; place < palette.length; place += 1) {
      if (distance(palette[place]) < distance(palette[best])) best = place;
    }
    return best;
  }

  // The commonest colour of each small neighbourhood of colours: without that, the greys round letters, of which
  // there are hundreds, would leave no place for the gold of a small mark.
  function representatives(byCount) {
    const neighbourhood = (pixel) => ((red(pixel) >> 3) << 10) | ((green(pixel) >> 3) << 5) | (blue(pixel) >> 3);
    const found = new Map();
    for (const pixel of byCount) if (!found.has(neighbourhood(pixel))) found.set(neighbourhood(pixel), pixel);
    return [...found.values()];
  }

  // The picture in few colours: what a page of text and flat colours needs, and a quarter of the size.
  async function inFewColours(base64, most) {
    const { width, height, pixels } = await pixelsOf(base64);
    const all = counted(pixels).map(([pixel]) => pixel);
    const palette = representatives(all).slice(0, most);
    const places = new Map(all.map((pixel) => [pixel, nearest(palette, pixel)]));
    let indices = "";
    for (let start = 0; start < pixels.length; start += 8192) {
      const piece = pixels.subarray(start, start + 8192);
      indices += String.fromCharCode(...Array.from(piece, (pixel) => places.get(pixel)));
    }
    return { width, height, palette: palette.map((pixel) => [red(pixel), green(pixel), blue(pixel)]), indices: btoa(indices) };
  }

  return { colours, inFewColours };
})();
