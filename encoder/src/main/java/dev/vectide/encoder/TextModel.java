package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.core.space.Space;
import java.util.List;

/** A model with its tokenizer: an {@link Encoder} that says on what it runs. */
public interface TextModel extends Encoder, ContentModel {
    @Override
    Space space();

    /** Tokens of a document, its prefix and special ones included, before any cut. */
    int tokens(String document);

    /**
     * Windows over a document, each of which the model takes without a cut, together the whole of it. They begin and end
     * between words where they can, and two neighbours share about {@code overlap} tokens. One window where nothing is to
     * be split.
     */
    List<Window> windows(String document, int overlap);

    @Override
    default String kind() {
        return "texts";
    }

    @Override
    default boolean takes(Content content) {
        return content instanceof Content.Text;
    }

    @Override
    default List<Encoded> encodeContents(List<Content> contents) {
        return encode(
                contents.stream().map(content -> ((Content.Text) content).text()).toList(), InputType.DOCUMENT);
    }

    @Override
    default Content probe() {
        return new Content.Text("a probe");
    }
}
