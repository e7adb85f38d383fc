package dev.vectide.evaluate.data;

import dev.vectide.evaluate.invariance.imageio.ImagePerturbation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pictures whose label is the name of their folder, perhaps within one for each split. */
final class PictureData {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");
    private static final String TRAIN = "train";

    private PictureData() {}

    static boolean is(DataFiles files) {
        return files.files().stream().anyMatch(PictureData::isPicture);
    }

    private static boolean isPicture(String file) {
        return ENDINGS.stream().anyMatch(file.toLowerCase(Locale.ROOT)::endsWith);
    }

    /** @param tests names of the folders that may hold what is tested with */
    static Dataset read(String name, DataFiles files, List<String> tests) {
        List<BadRow> rejected = new ArrayList<>();
        List<LabelData.Named> train = new ArrayList<>();
        List<LabelData.Named> test = new ArrayList<>();
        String tested = tests.stream()
                .filter(split -> files.files().stream().anyMatch(file -> file.startsWith(split + "/")))
                .findFirst()
                .orElse("");
        for (String file : files.files()) {
            if (!isPicture(file)) {
                continue;
            }
            List<String> steps = List.of(file.split("/", -1));
            boolean split = steps.size() == 3 && (steps.get(0).equals(TRAIN) || steps.get(0).equals(tested));
            if (steps.size() != 2 && !split) {
                rejected.add(new BadRow(file, 0, "expected a picture in a folder that is named after its label, perhaps within "
                        + TRAIN + " or " + String.join(", ", tests)));
                continue;
            }
            try {
                ImagePerturbation.requirePicture(files.bytes(file));
            } catch (IllegalArgumentException e) {
                rejected.add(new BadRow(file, 0, String.valueOf(e.getMessage())));
                continue;
            }
            (split && steps.get(0).equals(TRAIN) ? train : test)
                    .add(new LabelData.Named(file, steps.get(steps.size() - 2)));
        }
        return LabelData.of(name, train, test, List.of(), rejected).with(files::bytes);
    }
}
