package dev.vectide.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What starts the system. */
final class Programs {
    private Programs() {}

    /**
     * The launcher that started this benchmark: the system with the flags and settings it ships with. It builds
     * what is not built yet, so that no start has to.
     */
    static List<String> shipped() throws IOException, InterruptedException {
        String home = System.getProperty("vectide.home");
        if (home == null || !Files.isExecutable(Path.of(home, "vectide"))) {
            throw new IllegalStateException("the launcher is unknown; start this with ./vectide bench load");
        }
        List<String> program = List.of(Path.of(home, "vectide").toString());
        Process version = new ProcessBuilder(program.get(0), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (version.waitFor() != 0) {
            throw new IllegalStateException(program.get(0) + " could not be built; what went wrong stands above");
        }
        return program;
    }
}
