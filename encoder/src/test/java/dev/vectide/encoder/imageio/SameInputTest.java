package dev.vectide.encoder.imageio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.space.ImageContract;
import dev.vectide.encoder.Pictures;
import dev.vectide.encoder.image.ImageInput;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a picture's file to a model's input, to the bit, whatever the JDK: a replay on another one gives the same vectors. */
class SameInputTest {
    private static final ImageContract CONTRACT = new ImageContract(
            24, 16, ImageContract.Channels.BGR, 1.0 / 255, List.of(0.481, 0.458, 0.408), List.of(0.269, 0.261, 0.276),
            ImageContract.Fit.CROP, ImageContract.Layout.NCHW, "");

    @ParameterizedTest
    @CsvSource({"png, 486487814", "jpg, -165484525"})
    void theInputNeverChanges(String format, int hash) {
        FloatBuffer input = FloatBuffer.allocate(new ImageInput(CONTRACT).size());
        ImageDecoder.decode(Pictures.squares(1, 64, format), picture -> new ImageInput(CONTRACT).write(picture, input));

        assertThat(Arrays.hashCode(input.array())).isEqualTo(hash);
    }
}
