package dev.vectide.encoder.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.encoder.EncoderException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceChoiceTest {
    private static final GpuFindings TWO_GPUS = new GpuFindings("1.0", true, "580.65", List.of("NVIDIA L4", "NVIDIA L4"));
    private static final IntFunction<Optional<String>> ANSWERS = number -> Optional.empty();

    static List<Arguments> whatIsMissing() {
        return List.of(
                Arguments.of(new GpuFindings("1.0", false, "580.65", List.of("NVIDIA L4")), 0, "1.0 is here without CUDA"),
                Arguments.of(new GpuFindings("1.0", true, null, List.of()), 0, "no NVIDIA driver answers"),
                Arguments.of(
                        new GpuFindings("1.0", false, null, List.of()), 0,
                        "no NVIDIA driver answers on this machine, and ONNX Runtime 1.0 is here without CUDA"),
                Arguments.of(new GpuFindings("1.0", true, "580.65", List.of()), 0, "driver 580.65 lists no device"),
                Arguments.of(TWO_GPUS, 2, "lists no device 2, only cuda:0 (NVIDIA L4), cuda:1 (NVIDIA L4)"));
    }

    @ParameterizedTest
    @MethodSource("whatIsMissing")
    void aNamedDeviceThatCannotBeHadIsRefusedWithWhatIsMissing(GpuFindings findings, int number, String missing) {
        assertThatThrownBy(() -> DeviceChoice.of("cuda:" + number, false, findings, ANSWERS))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("encoder.device = cuda:" + number)
                .hasMessageContaining(missing)
                .hasMessageContaining("encoder.gpu.fallback");
    }

    @ParameterizedTest
    @MethodSource("whatIsMissing")
    void withAFallbackItIsTheProcessorAndTheReasonIsTold(GpuFindings findings, int number, String missing) {
        DeviceChoice choice = DeviceChoice.of("cuda:" + number, true, findings, ANSWERS);

        assertThat(choice.device()).isEqualTo(new Device.Cpu());
        assertThat(choice.why()).contains("cuda:" + number, missing);
    }

    @Test
    void aDeviceThatIsListedAndDoesNotAnswerIsMissingAsWell() {
        IntFunction<Optional<String>> broken = number -> Optional.of("cuda:" + number + " is broken");

        assertThat(DeviceChoice.of("auto", false, TWO_GPUS, broken).why()).contains("cuda:0 is broken");
        assertThatThrownBy(() -> DeviceChoice.of("cuda:1", false, TWO_GPUS, broken)).hasMessageContaining("cuda:1 is broken");
    }

    @Test
    void autoTakesTheFirstGpuWhereOneAnswersAndElseTheProcessor() {
        assertThat(DeviceChoice.of("auto", false, TWO_GPUS, ANSWERS).device()).isEqualTo(new Device.Cuda(0, "NVIDIA L4"));
        GpuFindings none = new GpuFindings("1.0", false, null, List.of());
        assertThat(DeviceChoice.of("auto", false, none, ANSWERS).device()).isEqualTo(new Device.Cpu());
    }

    @Test
    void aNamedDeviceThatAnswersIsTaken() {
        assertThat(DeviceChoice.of("cuda:1", false, TWO_GPUS, ANSWERS).device()).isEqualTo(new Device.Cuda(1, "NVIDIA L4"));
    }

    @Test
    void theProcessorIsTakenWithoutAskingForAnything() {
        IntFunction<Optional<String>> never = number -> {
            throw new AssertionError("cuda:" + number + " is tried");
        };

        assertThat(DeviceChoice.of("cpu", false, TWO_GPUS, never).device()).isEqualTo(new Device.Cpu());
    }

    @Test
    void stampsTellDevicesApart() {
        assertThat(new Device.Cpu().stamp()).isEqualTo("cpu");
        assertThat(new Device.Cuda(0, "NVIDIA H100 80GB HBM3").stamp()).isEqualTo("cuda-NVIDIA-H100-80GB-HBM3");
        assertThat(new Device.Cuda(0, "").stamp()).isEqualTo("cuda");
    }
}
