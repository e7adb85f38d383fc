package dev.vectide.encoder.device;

import java.util.ArrayList;
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

    /** All that a model on GPU {@code number} would lack; empty if only trying can tell. */
    Optional<String> missing(int number) {
        List<String> missing = new ArrayList<>();
        if (driver == null) {
            missing.add("no NVIDIA driver answers on this machine");
        } else if (gpus.isEmpty()) {
            missing.add("the NVIDIA driver " + driver + " lists no device");
        } else if (number >= gpus.size()) {
            missing.add("the NVIDIA driver lists no device " + number + ", only " + listed());
        }
        if (!cuda) {
            missing.add("ONNX Runtime " + library
                    + " is here without CUDA (VECTIDE_CUDA=12 or 13, as the driver has it, builds with it)");
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(", and ", missing));
    }

    private String listed() {
        StringBuilder listed = new StringBuilder();
        for (int i = 0; i < gpus.size(); i++) {
            listed.append(i == 0 ? "" : ", ").append("cuda:").append(i).append(" (").append(gpus.get(i)).append(')');
        }
        return listed.toString();
    }
}
