package dev.vectide.evaluate;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.space.Space;
import java.util.List;

/** Turns pictures into vectors of one space. */
public interface PictureEncoder {
    Space space();

    /**
     * Encodes files of PNG or JPEG, in order.
     *
     * @throws EncoderException if one of them cannot be encoded
     */
    List<Encoded> encode(List<Bytes> pictures);
}
