package dev.vectide.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.EncoderUnavailableException;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.encoder.device.DeviceChoice;
import dev.vectide.encoder.device.GpuFindings;
import java.util.Optional;

/** Which device models run on. */
public final class Devices {
    private Devices() {}

    /** What this machine and this build have of what a GPU needs. */
    public static GpuFindings findings() {
        NativeLibraries.start();
        NvidiaDriver driver = NvidiaDriver.find();
        String library = OrtEnvironment.getEnvironment().getVersion();
        return new GpuFindings(library, CudaProvider.isThere(), driver.version(), driver.gpus());
    }

    /** @throws EncoderUnavailableException if the setting names a device that cannot be had, and no other one will do */
    public static DeviceChoice choose(VectideConfig.Encoder settings, GpuFindings findings) {
        return DeviceChoice.of(settings.device(), settings.gpu().fallback(), findings, CudaProvider::attempt);
    }

    /** The same for a space: a quantised graph has no kernels of its own under CUDA, where it would be slower than on a CPU. */
    static DeviceChoice choose(VectideConfig.Encoder settings, Space space) {
        boolean quantised = space.precision() == Precision.INT8;
        if (settings.device().equals("cpu") || (quantised && settings.device().equals("auto"))) {
            return DeviceChoice.cpu(quantised ? "an int8 graph runs best there" : "encoder.device = cpu");
        }
        GpuFindings findings = findings();
        return DeviceChoice.of(
                settings.device(),
                settings.gpu().fallback(),
                findings,
                number -> quantised
                        ? Optional.of("space " + space.name() + " is int8, which CUDA has no kernels for")
                        : CudaProvider.attempt(number));
    }
}
