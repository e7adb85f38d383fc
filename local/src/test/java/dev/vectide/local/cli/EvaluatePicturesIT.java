package dev.vectide.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import dev.vectide.local.cli.Shell.Result;
import java.awt.image.BufferedImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Noughts and ones of MNIST as files, judged with a real image encoder. Wants {@code mnist} and {@code image_encoder} in the
 * folder that {@code VECTIDE_DATA} names.
 */
@EnabledIfEnvironmentVariable(named = "VECTIDE_DATA", matches = ".+")
class EvaluatePicturesIT {
    private static final Path DATA = Path.of(System.getenv().getOrDefault("VECTIDE_DATA", ""));
    private static final int SIDE = 28;
    private static final int EACH = 60;

    @TempDir
    private Path folder;

    private Path settings;

    @BeforeEach
    void picturesAndSettings() throws IOException {
        settings = folder.resolve("vectide.yaml");
        Files.writeString(
                settings,
                "spaces:\n  - {name: pictures, model: " + DATA.resolve("image_encoder/fastestdet-embedding.onnx")
                        + ", dimension: 336, normalise: true, precision: full,"
                        + " image: {width: 352, height: 352, channels: bgr, output: embedding}}\n");
        int[] written = new int[2];
        try (DataInputStream images = idx("t10k-images-idx3-ubyte.gz", 16);
                DataInputStream labels = idx("t10k-labels-idx1-ubyte.gz", 8)) {
            while (Math.min(written[0], written[1]) < EACH) {
                byte[] pixels = new byte[SIDE * SIDE];
                images.readFully(pixels);
                int label = labels.readUnsignedByte();
                if (label < 2 && written[label] < EACH) {
                    Path file = folder.resolve("digits/" + label + "/" + written[label]++ + ".png");
                    Files.createDirectories(file.getParent());
                    ImageIO.write(picture(pixels), "png", file.toFile());
                }
            }
        }
    }

    private static DataInputStream idx(String name, int heading) throws IOException {
        DataInputStream in =
                new DataInputStream(new GZIPInputStream(Files.newInputStream(DATA.resolve("mnist").resolve(name))));
        in.readFully(new byte[heading]);
        return in;
    }

    private static BufferedImage picture(byte[] pixels) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, SIDE, SIDE, pixels);
        return picture;
    }

    private Result run(String space, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "evaluate", "--data", folder.resolve("digits").toString(), "--config", settings.toString(), "--spaces", space));
        all.addAll(List.of(more));
        return new Shell().run(all.toArray(String[]::new));
    }

    @Test
    void picturesAreJudgedByTheirFoldersAndByWhatChangesThem() throws IOException {
        Files.writeString(folder.resolve("digits/0/no.png"), "no picture");
        Path page = folder.resolve("report.html");

        Result result = run(
                "pictures", "--tasks", "knn,geometry", "--invariance", "--report", page.toString(), "--output", "json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("0/no.png: these 10 bytes are no PNG or JPEG picture");
        JsonNode json = Json.MAPPER.readTree(result.out());
        double accuracy = json.at("/results/0/scores/test/0/main_score").asDouble();
        System.out.println("noughts and ones by the nearest neighbour: " + accuracy);
        // Guessing is .5, and of 24 tests .8 is three standard deviations off.
        assertThat(accuracy).isGreaterThan(0.8);
        List<String> changes = new ArrayList<>();
        json.findPath("invariances").forEach(verdict -> {
            changes.add(verdict.required("change").asText());
            assertThat(verdict.required("texts").asInt()).isEqualTo(24);
            assertThat(verdict.required("ratio").asDouble()).isPositive();
        });
        assertThat(changes).containsExactly("brightness", "rotation", "crop", "blur");
        assertThat(Files.readString(page)).contains("brightness", "digits");
    }

    @Test
    void aSpaceOfTextsIsRefused() {
        Result result = run("all-minilm-l6-v2");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("all-minilm-l6-v2 is a space of texts, the data are pictures");
    }
}
