package dev.vectide.local.cli;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.encoder.device.DeviceChoice;
import dev.vectide.encoder.device.GpuFindings;
import dev.vectide.encoder.onnx.Devices;
import java.util.List;

/** Looks for a GPU, for what it needs, and for the device that the encoder would take. */
final class GpuCheck {
    private GpuCheck() {}

    static List<Finding> examine(VectideConfig.Encoder settings) {
        try {
            GpuFindings found = Devices.findings();
            return List.of(gpu(found), library(found), device(settings, found));
        } catch (EncoderException | LinkageError e) {
            return List.of(Finding.of("ONNX Runtime", false, String.valueOf(e.getMessage()), "models cannot run without it"));
        }
    }

    private static Finding gpu(GpuFindings found) {
        if (found.driver() == null) {
            return Finding.optional("GPU", false, "no NVIDIA driver answers", "models run on the processor");
        }
        String names = found.gpus().isEmpty() ? "none" : String.join(", ", found.gpus());
        return Finding.optional(
                "GPU", !found.gpus().isEmpty(), names + ", NVIDIA driver " + found.driver(), "models run on the processor");
    }

    private static Finding library(GpuFindings found) {
        boolean unused = !found.gpus().isEmpty() && !found.cuda();
        return Finding.optional(
                "ONNX Runtime",
                !unused,
                found.library() + (found.cuda() ? " with CUDA" : " for the processor"),
                "to use the GPU, start with VECTIDE_CUDA=12 or VECTIDE_CUDA=13, as the driver has it");
    }

    private static Finding device(VectideConfig.Encoder settings, GpuFindings found) {
        try {
            DeviceChoice choice = Devices.choose(settings, found);
            return Finding.of("encoder device", true, choice.device() + " (" + choice.why() + ")", "");
        } catch (EncoderException e) {
            return Finding.of("encoder device", false, "none", String.valueOf(e.getMessage()));
        }
    }
}
