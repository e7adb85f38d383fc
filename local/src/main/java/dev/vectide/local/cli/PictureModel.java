package dev.vectide.local.cli;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.space.Space;
import dev.vectide.encoder.ContentModel;
import dev.vectide.evaluate.PictureEncoder;
import java.util.List;

/** A model of images, for an evaluation of pictures in files; closes the model. */
record PictureModel(ContentModel model) implements PictureEncoder, AutoCloseable {
    private static final byte PNG = (byte) 0x89;

    PictureModel {
        if (!(model.probe() instanceof Content.Image)) {
            model.close();
            throw CommandException.usage("--spaces: " + model.space().name() + " is a space of " + model.kind()
                    + ", the data are pictures");
        }
    }

    @Override
    public Space space() {
        return model.space();
    }

    @Override
    public List<Encoded> encode(List<Bytes> pictures) {
        return model.encodeContents(pictures.stream().<Content>map(PictureModel::image).toList());
    }

    /** What it is of, its first bytes tell. */
    private static Content.Image image(Bytes file) {
        boolean png = file.toArray()[0] == PNG;
        return new Content.Image(png ? "image/png" : "image/jpeg", file);
    }

    @Override
    public void close() {
        model.close();
    }
}
