package dev.vectide.bench.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What starts the system. */
final class Programs {
    private Programs() {}

    /** The launcher that started this benchmark: the system with the flags and settings it ships with. */
    static List<String> shipped() {
        String home = System.getProperty("vectide.home");
        if (home == null || !Files.isExecutable(Path.of(home, "vectide"))) {
            throw new IllegalStateException("the launcher is unknown; start this with ./vectide bench load");
        }
        return List.of(Path.of(home, "vectide").toString());
    }
}
