# Stands in for the official image where no registry is reached: `make test-containers` builds it on plain Debian.
FROM debian:trixie-slim
RUN --mount=type=secret,id=apt_config \
    if [ -s /run/secrets/apt_config ]; then export APT_CONFIG=/run/secrets/apt_config; fi \
    && apt-get update -q && apt-get install -y -q --no-install-recommends redis-server \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*
WORKDIR /data
# As the official image does: the network that it is on keeps strangers out.
ENTRYPOINT ["sh", "-c", "exec \"$@\" --protected-mode no --bind '* -::*'", "redis"]
CMD ["redis-server"]
