package dev.vectide.bench.gpu;

import java.io.IOException;
import java.util.OptionalDouble;

/** Memory of the first GPU that is in use, by whatever process, as {@code nvidia-smi} says. */
final class GpuMemory {
    private GpuMemory() {}

    /** Empty where {@code nvidia-smi} is not there, or says nothing. */
    static OptionalDouble usedMiB() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String line = process.inputReader().readLine();
            return process.waitFor() == 0 && line != null && line.strip().matches("\\d+")
                    ? OptionalDouble.of(Double.parseDouble(line.strip()))
                    : OptionalDouble.empty();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
