package dev.vectide.encoder.device;

import dev.vectide.core.encoder.EncoderUnavailableException;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The device that the setting comes to on this machine.
 *
 * @param why in words, for the log
 */
public record DeviceChoice(Device device, String why) {
    private static final String CUDA = "cuda:";

    /**
     * @param setting {@code auto}, {@code cpu} or {@code cuda:N}
     * @param fallback whether the processor will do where {@code cuda:N} cannot be had
     * @param attempt a first use of GPU N; says what went wrong
     * @throws EncoderUnavailableException if it is {@code cuda:N}, that cannot be had, and there is no fallback; says what is missing
     */
    public static DeviceChoice of(
            String setting, boolean fallback, GpuFindings findings, IntFunction<Optional<String>> attempt) {
        if (setting.equals("cpu")) {
            return cpu("encoder.device = cpu");
        }
        boolean named = setting.startsWith(CUDA);
        int number = named ? Integer.parseInt(setting.substring(CUDA.length())) : 0;
        Optional<String> missing = findings.missing(number).or(() -> attempt.apply(number));
        if (missing.isEmpty()) {
            String name = findings.gpus().get(number);
            return new DeviceChoice(new Device.Cuda(number, name), "encoder.device = " + setting + ", and it answers");
        }
        if (named && !fallback) {
            throw new EncoderUnavailableException("encoder.device = " + setting + ": " + missing.get()
                    + ". To run on the processor instead, set it to auto or cpu, or encoder.gpu.fallback to true");
        }
        return cpu("encoder.device = " + setting + ", but " + missing.get());
    }

    public static DeviceChoice cpu(String why) {
        return new DeviceChoice(new Device.Cpu(), why);
    }
}
