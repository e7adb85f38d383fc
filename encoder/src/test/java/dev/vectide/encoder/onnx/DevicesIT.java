package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.EncoderUnavailableException;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.encoder.device.Device;
import dev.vectide.encoder.device.DeviceChoice;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The library as it was built, on the machine as it is. What needs a GPU that is not there is not shown here. */
class DevicesIT {
    @BeforeAll
    static void start() {
        NativeLibraries.start();
    }

    @Test
    void theGraphOfTheAttemptComputesWhatIsExpected() throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            assertThat(CudaProvider.attempt(options)).isEmpty();
        }
    }

    @Test
    void autoIsAlwaysADevice() {
        DeviceChoice choice = Devices.choose(settings(Map.of()), Devices.findings());

        assertThat(choice.why()).startsWith("encoder.device = auto");
    }

    @Test
    void withoutAGpuItsNameIsRefused() {
        assumeThereIsNone();

        assertThat(CudaProvider.attempt(0)).hasValueSatisfying(why -> assertThat(why).contains("cuda:0"));
        assertThatThrownBy(() -> Devices.choose(settings(Map.of("VECTIDE_ENCODER_DEVICE", "cuda:0")), space(Precision.FULL)))
                .isInstanceOf(EncoderUnavailableException.class)
                .hasMessageStartingWith("encoder.device = cuda:0: ");
    }

    @Test
    void orIsTheProcessorWhereThatWillDo() {
        assumeThereIsNone();
        VectideConfig.Encoder settings =
                settings(Map.of("VECTIDE_ENCODER_DEVICE", "cuda:0", "VECTIDE_ENCODER_GPU_FALLBACK", "true"));

        assertThat(Devices.choose(settings, space(Precision.FULL)).device()).isEqualTo(new Device.Cpu());
    }

    @Test
    void aQuantisedGraphStaysOnTheProcessor() {
        assertThat(Devices.choose(settings(Map.of()), space(Precision.INT8)).device()).isEqualTo(new Device.Cpu());
        assertThatThrownBy(() -> Devices.choose(settings(Map.of("VECTIDE_ENCODER_DEVICE", "cuda:0")), space(Precision.INT8)))
                .isInstanceOf(EncoderException.class);
    }

    private static void assumeThereIsNone() {
        assumeFalse(
                CudaProvider.isThere() && CudaProvider.attempt(0).isEmpty(), "a GPU answers here: nothing is missing to be told");
    }

    private static VectideConfig.Encoder settings(Map<String, String> environment) {
        return ConfigReader.read(null, environment).encoder();
    }

    private static Space space(Precision precision) {
        return new Space("mini", "m", "t", Pooling.MEAN, "", "", 256, 384, true, precision);
    }
}
