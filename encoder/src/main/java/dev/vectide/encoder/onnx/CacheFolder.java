package dev.vectide.encoder.onnx;

import java.nio.file.Path;

/** Where this user's caches lie: what is lost there is fetched or made again. */
final class CacheFolder {
    private CacheFolder() {}

    static Path of(String what) {
        String base = System.getenv("XDG_CACHE_HOME");
        Path cache = base == null || base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return cache.resolve(Path.of("vectide", what));
    }
}
