package dev.vectide.monitor.reference;

import dev.vectide.core.event.Bytes;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.testing.fuzz.FuzzTarget;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Files of references that are brought over HTTP; whoever changes one can make its checksum fit. */
public final class ArtefactTarget implements FuzzTarget {
    private static final Instant FROM = Instant.parse("2026-01-02T03:04:05Z");
    private static final int CHECKSUM = 32;

    @Override
    public List<byte[]> seeds() {
        byte[] small = {0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        return List.of(
                without(ArtefactFile.write(List.of(artefact("drift", small), artefact("collapse", small)))),
                without(ArtefactFile.write(List.of(artefact("collapse", new byte[0])))));
    }

    private static Artefact artefact(String monitor, byte[] content) {
        return new Artefact(monitor, "s", "a-0", 7, FROM, FROM.plusSeconds(60), Bytes.copyOf(content));
    }

    private static byte[] without(byte[] file) {
        return Arrays.copyOf(file, file.length - CHECKSUM);
    }

    @Override
    public void parse(byte[] input) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(input);
        byte[] file = Arrays.copyOf(input, input.length + CHECKSUM);
        System.arraycopy(hash, 0, file, input.length, CHECKSUM);
        try {
            for (Artefact artefact : ArtefactFile.read(file)) {
                byte[] content = artefact.content().toArray();
                if (artefact.monitor().equals("drift")) {
                    DriftMonitor.check(content);
                } else {
                    CollapseMonitor.check(content);
                }
            }
        } catch (BrokenArtefactException e) {
            // As declared.
        }
        for (byte[] content : List.of(input, input.length < 40 ? input : Arrays.copyOfRange(input, 40, input.length))) {
            check(() -> DriftMonitor.check(content));
            check(() -> CollapseMonitor.check(content));
        }
    }

    private interface Check {
        void run() throws BrokenArtefactException;
    }

    private static void check(Check check) {
        try {
            check.run();
        } catch (BrokenArtefactException e) {
            // As declared.
        }
    }
}
