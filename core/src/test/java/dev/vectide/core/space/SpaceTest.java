package dev.vectide.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpaceTest {
    private static final String MODEL = "aa".repeat(32);
    private static final String TOKENIZER = "bb".repeat(32);
    private static final Space SPACE =
            new Space("demo", MODEL, TOKENIZER, Pooling.MEAN, "query: ", "passage: ", 256, 384, true, Precision.FULL);

    /** A change here strands every vector ever written. */
    @Test
    void theFingerprintNeverChanges() {
        assertThat(SPACE.fingerprint().hex()).isEqualTo("f023b3fd0d398492b4a5e7e1bb6c455ba9402d6ae0952e7f5fcf87f6c7269573");
        assertThat(SPACE.qualifiedName()).isEqualTo("demo-" + SPACE.fingerprint().short8());
    }

    /** On every JDK: some write 0.002 as 0.0020. */
    @Test
    void neitherDoesThatOfAnImageContract() {
        ImageContract image = new ImageContract(
                8, 6, ImageContract.Channels.RGB, 0.002, List.of(0.1, 0.2, 0.3), List.of(0.002, 0.5, 1.0),
                ImageContract.Fit.CROP, ImageContract.Layout.NHWC, "e");
        Space space = new Space("demo", MODEL, "", Pooling.NONE, "", "", 0, 384, true, Precision.FULL, image, null);

        assertThat(space.fingerprint().hex()).isEqualTo("66f85d97312c51666bd4596ce5e8ea9f45e5958f8504a1d2e40149331b03d5ab");
    }

    @Test
    void eachFieldOfAnImageContractIsPartOfIt() {
        ImageContract image = new ImageContract(
                8, 6, ImageContract.Channels.RGB, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0),
                ImageContract.Fit.STRETCH, ImageContract.Layout.NCHW, "");
        List<ImageContract> images = List.of(
                image,
                new ImageContract(9, 6, image.channels(), 1, image.mean(), image.std(), image.fit(), image.layout(), ""),
                new ImageContract(8, 7, image.channels(), 1, image.mean(), image.std(), image.fit(), image.layout(), ""),
                new ImageContract(
                        8, 6, ImageContract.Channels.BGR, 1, image.mean(), image.std(), image.fit(), image.layout(), ""),
                new ImageContract(8, 6, image.channels(), 2, image.mean(), image.std(), image.fit(), image.layout(), ""),
                new ImageContract(8, 6, image.channels(), 1, image.std(), image.std(), image.fit(), image.layout(), ""),
                new ImageContract(
                        8, 6, image.channels(), 1, image.mean(), List.of(1.0, 1.0, 2.0), image.fit(), image.layout(), ""),
                new ImageContract(
                        8, 6, image.channels(), 1, image.mean(), image.std(), ImageContract.Fit.CROP, image.layout(), ""),
                new ImageContract(
                        8, 6, image.channels(), 1, image.mean(), image.std(), image.fit(), ImageContract.Layout.NHWC, ""),
                new ImageContract(8, 6, image.channels(), 1, image.mean(), image.std(), image.fit(), image.layout(), "e"));

        Set<Fingerprint> fingerprints = new HashSet<>();
        images.forEach(each -> fingerprints.add(
                new Space("demo", MODEL, "", Pooling.NONE, "", "", 0, 384, true, Precision.FULL, each, null).fingerprint()));
        assertThat(fingerprints).hasSize(images.size());
    }

    @Test
    void theNameIsNoPartOfTheFingerprint() {
        Space renamed = new Space(
                "other", MODEL, TOKENIZER, Pooling.MEAN, "query: ", "passage: ", 256, 384, true, Precision.FULL);

        assertThat(renamed.fingerprint()).isEqualTo(SPACE.fingerprint());
    }

    @Test
    void everyOtherFieldIs() {
        List<Space> spaces = List.of(
                SPACE,
                new Space("demo", TOKENIZER, TOKENIZER, Pooling.MEAN, "query: ", "passage: ", 256, 384, true, Precision.FULL),
                new Space("demo", MODEL, MODEL, Pooling.MEAN, "query: ", "passage: ", 256, 384, true, Precision.FULL),
                new Space("demo", MODEL, TOKENIZER, Pooling.CLS, "query: ", "passage: ", 256, 384, true, Precision.FULL),
                new Space("demo", MODEL, TOKENIZER, Pooling.MEAN, "query:", "passage: ", 256, 384, true, Precision.FULL),
                new Space("demo", MODEL, TOKENIZER, Pooling.MEAN, "query: ", "passage:", 256, 384, true, Precision.FULL),
                new Space("demo", MODEL, TOKENIZER, Pooling.MEAN, "query: passage: ", "", 256, 384, true, Precision.FULL),
                new Space("demo", MODEL, TOKENIZER, Pooling.MEAN, "query: ", "passage: ", 128, 384, true, Precision.FULL),
                new Space("demo", MODEL, TOKENIZER, Pooling.MEAN, "query: ", "passage: ", 256, 383, true, Precision.FULL),
                new Space("demo", MODEL, TOKENIZER, Pooling.MEAN, "query: ", "passage: ", 256, 384, false, Precision.FULL),
                new Space("demo", MODEL, TOKENIZER, Pooling.MEAN, "query: ", "passage: ", 256, 384, true, Precision.INT8));

        Set<Fingerprint> fingerprints = new HashSet<>();
        spaces.forEach(space -> fingerprints.add(space.fingerprint()));

        assertThat(fingerprints).hasSize(spaces.size());
    }

    @Test
    void refusesWhatCannotBeASpaceByName() {
        assertThatThrownBy(() -> new Space("Demo", MODEL, TOKENIZER, Pooling.MEAN, "", "", 9, 9, true, Precision.FULL))
                .hasMessageContaining("'Demo'");
        assertThatThrownBy(() -> new Space("demo", MODEL, TOKENIZER, Pooling.MEAN, "", "", 2, 9, true, Precision.FULL))
                .hasMessageContaining("maxTokens 2");
        assertThatThrownBy(() -> new Space("demo", MODEL, TOKENIZER, Pooling.MEAN, "", "", 9, 0, true, Precision.FULL))
                .hasMessageContaining("dimension 0");
        assertThatThrownBy(() -> new Fingerprint("abc")).hasMessageContaining("'abc'");
    }

    @Test
    void aFingerprintIsThirtyTwoBytes() {
        byte[] bytes = SPACE.fingerprint().toBytes();

        assertThat(bytes).hasSize(32);
        assertThat(Fingerprint.of(bytes)).isEqualTo(SPACE.fingerprint());
    }
}
