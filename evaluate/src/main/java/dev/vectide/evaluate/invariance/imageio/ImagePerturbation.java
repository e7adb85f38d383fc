package dev.vectide.evaluate.invariance.imageio;

import dev.vectide.core.event.Bytes;
import dev.vectide.evaluate.invariance.Declaration;
import dev.vectide.evaluate.invariance.Perturbation;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Changes of pictures, files of PNG or JPEG, into files of the same format. Transparency is laid on black; a picture of which
 * the change would leave nothing (a crop of one pixel) is one to which it does not apply.
 */
public enum ImagePerturbation implements Perturbation<Bytes> {
    /** All values times 0.8 or 1.2. */
    BRIGHTNESS("brightness", Pixels::brighter),
    /** By 2 to 5 degrees to either side, enlarged so that no corner is empty. */
    ROTATION("rotation", Pixels::rotated),
    /** Nine tenths of both sides, anywhere. */
    CROP("crop", Pixels::cropped),
    /** Each pixel the mean of those around it, weighed 1-2-1 in either direction. */
    BLUR("blur", (picture, random) -> Pixels.blurred(picture));

    private final String label;
    private final BiFunction<BufferedImage, RandomGenerator, Optional<BufferedImage>> change;

    ImagePerturbation(String label, BiFunction<BufferedImage, RandomGenerator, Optional<BufferedImage>> change) {
        this.label = label;
        this.change = change;
    }

    @Override
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException if the file is no picture, damaged or too large */
    @Override
    public Optional<Bytes> apply(Bytes file, RandomGenerator random) {
        PictureFile read = PictureFile.read(file);
        return change.apply(read.picture(), random).map(picture -> PictureFile.write(picture, read.format()));
    }

    /** @throws IllegalArgumentException if the file is no picture, damaged or too large */
    public static void requirePicture(Bytes file) {
        PictureFile.read(file);
    }

    /** All are ignored. */
    public static List<Declaration<Bytes>> usual() {
        return Stream.of(values()).<Declaration<Bytes>>map(Declaration::ignores).toList();
    }
}
