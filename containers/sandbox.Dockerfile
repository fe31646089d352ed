# A sandbox server for one environment: where students' code and hidden tests run, with no secret and no network.

FROM python:3.11-slim-bookworm AS build
# The environment of sandbox/environments.py, and the build of its libraries: cpu or gpu.
ARG ENVIRONMENT=numpy
ARG EXTRA=cpu
# The secrets are optional: they tell a build behind a company's package index where that is and whom it trusts.
COPY constraints.txt /build/
COPY containers/requirements /build/requirements
RUN --mount=type=secret,id=pip_config --mount=type=secret,id=certificates \
    sh /build/requirements/install.sh /opt/backpass/venv "$ENVIRONMENT" "$EXTRA"

FROM python:3.11-slim-bookworm
RUN --mount=type=secret,id=apt_config \
    if [ -s /run/secrets/apt_config ]; then export APT_CONFIG=/run/secrets/apt_config; fi \
    && apt-get update -q \
    && apt-get install -y -q --no-install-recommends libseccomp2 \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/*
COPY --from=build /opt/backpass/venv /opt/backpass/venv
COPY sandbox /opt/backpass/sandbox
COPY grader/__init__.py /opt/backpass/grader/__init__.py
COPY grader/testkit /opt/backpass/grader/testkit
COPY LICENSE /opt/backpass/
RUN /opt/backpass/venv/bin/python -m compileall -q /opt/backpass/sandbox /opt/backpass/grader \
    && chmod -R a+rX /opt/backpass/sandbox /opt/backpass/grader \
    && install -d -o 10001 -g 10001 -m 0700 /run/backpass
ARG ENVIRONMENT=numpy
ENV PATH=/opt/backpass/venv/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SANDBOX_ENVIRONMENT=$ENVIRONMENT \
    SANDBOX_SOCKET=/run/backpass/sandbox.sock
WORKDIR /opt/backpass
USER 10001:10001
HEALTHCHECK --interval=15s --timeout=10s --start-period=120s --retries=3 CMD ["python", "-m", "sandbox", "health"]
STOPSIGNAL SIGTERM
CMD ["sh", "-c", "exec python -m sandbox serve --environments \"$SANDBOX_ENVIRONMENT\" --slots \"${SANDBOX_SLOTS:-2}\" $SANDBOX_OPTIONS"]
