package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Content;
import dev.vectide.core.space.Space;
import dev.vectide.encoder.batch.BatchListener;
import java.util.List;

/**
 * What turns the content of events into vectors of one space, whatever kind of content that is. It holds native memory until
 * it is closed.
 *
 * <p>Implementations are safe for concurrent use.
 */
public interface ContentModel extends AutoCloseable {
    Space space();

    /** Producer stamp: runtime, device and graph variant. Vectors of two stamps are close, not identical. */
    String producer();

    /** What it takes, as a plural: texts, images. */
    String kind();

    boolean takes(Content content);

    /**
     * Encodes contents that this model takes, in order.
     *
     * @throws EncoderException if one of them cannot be encoded
     */
    List<Encoded> encodeContents(List<Content> contents);

    /** Something that a sound model encodes: where this fails as well, the model is broken. */
    Content probe();

    /** Has the listener, and no other, told of batches; a model that knows none tells nothing. */
    default void listen(BatchListener listener) {}

    @Override
    void close();
}
