package dev.vectide.evaluate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.evaluate.DataFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureDataTest {
    @TempDir
    private Path folder;

    private Dataset read() {
        return Datasets.read(new DataFolder(folder), null);
    }

    private void picture(String name, String format) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), format, folder.resolve(name).toFile());
    }

    private static Content.Labels labels(Dataset data) {
        return (Content.Labels) data.content();
    }

    @Test
    void theLabelIsTheFolder() throws IOException {
        for (int i = 0; i < 5; i++) {
            picture("cat/" + i + ".png", "png");
            picture("dog/" + i + ".JPG", "jpg");
        }

        Dataset data = read();

        assertThat(labels(data).labels()).containsExactly("cat", "dog");
        assertThat(labels(data).train()).hasSize(8);
        assertThat(labels(data).test()).hasSize(2).allSatisfy(row -> assertThat(data.documents().get(row.document()))
                .startsWith(labels(data).labels().get(row.label()) + "/"));
        assertThat(data.pictures().orElseThrow().read("dog/3.JPG").toArray())
                .isEqualTo(Files.readAllBytes(folder.resolve("dog/3.JPG")));
    }

    @Test
    void splitsAreFoldersAbove() throws IOException {
        picture("train/cat/a.png", "png");
        picture("train/dog/b.png", "png");
        picture("test/dog/c.png", "png");

        Content.Labels labels = labels(read());

        assertThat(labels.train()).hasSize(2);
        assertThat(labels.test()).hasSize(1);
    }

    @Test
    void whatIsNoPictureOrHasNoLabelIsNamed() throws IOException {
        for (int i = 0; i < 5; i++) {
            picture("cat/" + i + ".png", "png");
            picture("dog/" + i + ".png", "png");
        }
        picture("lost.png", "png");
        Files.writeString(folder.resolve("dog/text.png"), "no picture");
        byte[] whole = Files.readAllBytes(folder.resolve("cat/0.png"));
        Files.write(folder.resolve("cat/torn.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(folder.resolve("dog/notes.txt"), "left alone");

        Dataset data = read();

        assertThat(data.documents()).hasSize(10);
        assertThat(data.rejected()).extracting(BadRow::file).containsExactly("cat/torn.png", "dog/text.png", "lost.png");
        assertThat(data.rejected().get(1)).hasToString("dog/text.png: these 10 bytes are no PNG or JPEG picture");
        assertThat(data.rejected().get(2).reason()).contains("named after its label");
    }

    @Test
    void picturesOfOneLabelAreTooFew() throws IOException {
        picture("cat/a.png", "png");
        picture("cat/b.png", "png");

        assertThatThrownBy(this::read).isInstanceOf(DataException.class).hasMessageContaining("two labels");
    }
}
