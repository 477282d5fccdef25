# syntax=docker/dockerfile:1
# Docent as an image: built in one stage, run in another that holds the program, its libraries and the knowledge, and no shell.
#
#   docker build -t docent .
#   docker run --rm -it docent chat
#   docker run -d --restart unless-stopped --env DISCORD_TOKEN --volume docent:/data docent
#
# Podman writes the OCI format unless told otherwise, and that drops the HEALTHCHECK: podman build --format docker -t docent .

FROM rust:1.95-bookworm AS build
WORKDIR /build
# Where the program's own addresses are mended at its start, in a list a tenth as long: 1.5 MB less. The system of the second stage reads it (glibc 2.36); elsewhere it is left as it is.
ENV RUSTFLAGS="-C link-arg=-Wl,-z,pack-relative-relocs"

# Dependencies first: this layer is built again only when the manifest or the lock file changes. The manifest names the
# benches, and cargo wants to see their files; their names have no spaces.
COPY Cargo.toml Cargo.lock ./
# hadolint ignore=SC2013
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    mkdir src benches build \
    && echo 'fn main() {}' > src/main.rs \
    && cp src/main.rs build/main.rs \
    && for bench in $(sed -n '/^\[\[bench\]\]/,/^name/s/^name = "\(.*\)"/\1/p' Cargo.toml); do cp src/main.rs "benches/$bench.rs"; done \
    && touch src/lib.rs \
    && cargo build --release --locked \
    && rm -r src build

COPY build build
COPY src src
# Shown by `docent --version`: docker build --build-arg COMMIT="$(git rev-parse --short HEAD)" -t docent .
ARG COMMIT=""
ENV DOCENT_COMMIT=$COMMIT
# The sources may be older than what was built above; cargo goes by their time.
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    find src -name '*.rs' -exec touch {} + \
    && cargo build --release --locked \
    && mkdir -p /image/app /image/data \
    && cp target/release/docent /image/docent

COPY knowledge /image/app/knowledge
# A broken knowledge folder stops the build here instead of the bot in production.
RUN ["/image/docent", "--knowledge", "/image/app/knowledge", "ask", "--batch", "/dev/null"]

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /image/docent /usr/local/bin/docent
COPY --from=build /image/app /app
# What people make of Docent. Owned by the user below, or a new volume would belong to root.
COPY --from=build --chown=65532:65532 /image/data /data
VOLUME /data
ENV DOCENT_STORE__URL=sqlite:/data/docent.db
# What was learned from the knowledge, for the next start. In the image itself it would be a quarter of it.
ENV XDG_CACHE_HOME=/data/cache
# The last good copy of knowledge that is fetched (`remote.url`).
ENV DOCENT_REMOTE__FOLDER=/data/remote
# Two for all threads: memory stays where it is over a million messages. Docent would begin anew to say so.
ENV MALLOC_ARENA_MAX=2
WORKDIR /app
# By number, so that Kubernetes can see that it is not root.
USER 65532:65532
# Whether the running bot gave a sign of life within the last half minute; the image has no shell and no curl.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["/usr/local/bin/docent", "health"]
ENTRYPOINT ["/usr/local/bin/docent"]
CMD ["run"]
