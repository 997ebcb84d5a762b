// The few behaviours of nhsuk-frontend that we use. Every form works without them.
import { CharacterCount, ErrorSummary, PasswordInput, SkipLink, createAll } from "nhsuk-frontend";

// nhsuk-frontend starts nothing unless the page says that this browser can run it.
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

createAll(CharacterCount);
createAll(ErrorSummary);
createAll(PasswordInput);
createAll(SkipLink);
