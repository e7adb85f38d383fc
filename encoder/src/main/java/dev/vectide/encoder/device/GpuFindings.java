package dev.vectide.encoder.device;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a GPU's stack is on this machine.
 *
 * @param library version of ONNX Runtime
 * @param cuda whether that library has its CUDA provider
 * @param driver version of the NVIDIA driver; null if none answers
 * @param gpus their names, in the driver's order
 */
public record GpuFindings(String library, boolean cuda, @Nullable String driver, List<String> gpus) {
    public GpuFindings {
        gpus = List.copyOf(gpus);
    }

    /** The first thing that a model on GPU {@code number} would lack; empty if only trying can tell. */
    Optional<String> missing(int number) {
        if (!cuda) {
            return Optional.of("ONNX Runtime " + library
                    + " is here without CUDA; build with the Maven profile cuda12 or cuda13, as your driver has it");
        }
        if (driver == null) {
            return Optional.of("no NVIDIA driver answers on this machine");
        }
        if (gpus.isEmpty()) {
            return Optional.of("the NVIDIA driver " + driver + " lists no device");
        }
        if (number >= gpus.size()) {
            return Optional.of("the NVIDIA driver lists no device " + number + ", only " + listed());
        }
        return Optional.empty();
    }

    private String listed() {
        StringBuilder listed = new StringBuilder();
        for (int i = 0; i < gpus.size(); i++) {
            listed.append(i == 0 ? "" : ", ").append("cuda:").append(i).append(" (").append(gpus.get(i)).append(')');
        }
        return listed.toString();
    }
}
