package dev.vectide.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What {@code vectide audit} says of a stream of a running system: {@code balanced} if every event ended exactly once. */
record Audit(boolean balanced, String words) {
    private static final int TRIES = 6;
    private static final long PAUSE_S = 10;

    /** Once nothing is on its way any more: tries again for a minute while something is amiss or pending. */
    static Audit of(List<String> program, Path folder, String address, String stream)
            throws IOException, InterruptedException {
        Path said = folder.resolve("audit");
        for (int left = TRIES; ; left--) {
            int exitCode = Vectide.run(
                    program, said, "audit", "--stream", stream, "--url", address, "--data",
                    folder.resolve("data").toString());
            String words = Files.readString(said) + Files.readString(Path.of(said + ".err"));
            boolean pending = words.contains("pending");
            if (exitCode == 0 && !pending || left == 1) {
                return new Audit(exitCode == 0, words);
            }
            TimeUnit.SECONDS.sleep(PAUSE_S);
        }
    }
}
