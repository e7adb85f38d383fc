package dev.vectide.core.encoder;

import dev.vectide.core.space.Space;
import java.util.List;

/**
 * Turns texts into vectors of one space. The port of whoever needs a query encoded: in process on one machine, over
 * HTTP elsewhere.
 *
 * <p>Implementations are safe for concurrent use.
 */
public interface Encoder {
    Space space();

    /**
     * Encodes {@code texts}, in order. A text longer than the space's maximum is cut and marked.
     *
     * @throws EncoderException if the encoder cannot answer
     */
    List<Encoded> encode(List<String> texts, InputType type);
}
