# Octant's production image. docs/deploying.md says how to use it, and what of it was and was not run.
# One lock file serves everyone: here psycopg2 is built from source, so that it links the system's own
# libpq and OpenSSL and gets their security updates with the base image.

FROM python:3.11-slim-bookworm AS build
# Debian removes old versions from its archive, so a package pinned here would break the next build.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev \
    && rm -rf /var/lib/apt/lists/*
RUN python -m venv /opt/octant
ENV PATH=/opt/octant/bin:$PATH \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY requirements.txt .
RUN pip install --require-hashes --no-binary psycopg2-binary -r requirements.txt

FROM python:3.11-slim-bookworm
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/octant --shell /usr/sbin/nologin octant
COPY --from=build /opt/octant /opt/octant
ENV PATH=/opt/octant/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OCTANT_MODE=production
WORKDIR /srv/octant
COPY . .
# Made up for this one command, which hashes and compresses the static files and talks to nothing.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    SITE_URL=https://octant.example.org \
    DATABASE_URL=postgresql://octant@localhost/octant \
    MAIL_HOST=localhost \
    python manage.py collectstatic --no-input --verbosity 0
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-m", "spreadapp.health"]
# Threads, because a request mostly waits for the database. /dev/shm, because a worker's heartbeat must not
# wait for a disk. gunicorn reads the number of processes from WEB_CONCURRENCY by itself.
CMD ["gunicorn", "spreadapp.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--threads", "4", \
     "--preload", "--timeout", "60", "--max-requests", "10000", "--max-requests-jitter", "1000", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
