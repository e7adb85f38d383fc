package dev.vectide.encoder.onnx;

import dev.vectide.core.encoder.EncoderException;

/** Which device the model runs on. */
final class Devices {
    private Devices() {}

    /** This build runs on the CPU: {@code auto} takes it, {@code cuda:N} is refused. */
    static void requireCpu(String device) {
        if (device.startsWith("cuda")) {
            throw new EncoderException(
                    "encoder.device = " + device + ": this build has no CUDA libraries; use auto or cpu", null);
        }
    }
}
