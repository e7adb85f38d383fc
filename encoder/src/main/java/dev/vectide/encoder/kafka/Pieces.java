package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Content;
import dev.vectide.core.stream.LongTexts;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.Window;
import dev.vectide.encoder.memory.EncodedContent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of one content goes through the model: all of it, or of a long text its windows, or nothing.
 *
 * @param windows one for each of {@code contents}
 * @param refused why nothing does; null where something does
 */
record Pieces(List<Content> contents, List<Window> windows, @Nullable EncoderException refused) {
    /** Tokens that one UTF-16 code unit may become at the most: decomposed, then each part on its own. */
    private static final int TOKENS_OF_A_CHARACTER = 4;

    /** An image stands for no span of a text. */
    private static final Window NO_TEXT = new Window(0, 1);

    /** Of a content that a model of texts takes. */
    static Pieces of(Work work, TextModel model, int overlap) {
        String text = ((Content.Text) work.content()).text();
        Window whole = new Window(0, text.length());
        if (work.longTexts() == LongTexts.TRUNCATE || isSurelyShort(text, model)) {
            return new Pieces(List.of(work.content()), List.of(whole), null);
        }
        if (work.longTexts() == LongTexts.REJECT) {
            int tokens = model.tokens(text);
            int most = model.space().maxTokens();
            return tokens <= most
                    ? new Pieces(List.of(work.content()), List.of(whole), null)
                    : new Pieces(List.of(), List.of(), new EncoderException(
                            "it has " + tokens + " tokens, space " + model.space().name() + " takes " + most
                                    + ", and its stream rejects long texts", null));
        }
        List<Window> windows = model.windows(text, overlap);
        List<Content> contents = new ArrayList<>(windows.size());
        windows.forEach(window -> contents.add(new Content.Text(text.substring(window.start(), window.end()))));
        return new Pieces(contents, windows, null);
    }

    /** Of a content that is not split. */
    static Pieces whole(Content content) {
        return new Pieces(List.of(content), List.of(NO_TEXT), null);
    }

    /** @param encoded one for each of {@link #contents} */
    EncodedContent.Vectors vectors(List<Encoded> encoded, String producer) {
        List<Chunk> chunks = new ArrayList<>(encoded.size());
        boolean truncated = false;
        for (int i = 0; i < encoded.size(); i++) {
            boolean isText = contents.get(i) instanceof Content.Text;
            Window window = windows.get(i);
            chunks.add(new Chunk(isText ? window.start() : 0, isText ? window.end() : 0, encoded.get(i).vector()));
            truncated |= encoded.get(i).truncated();
        }
        return new EncodedContent.Vectors(chunks, truncated, producer);
    }

    private static boolean isSurelyShort(String text, TextModel model) {
        int prefix = model.space().documentPrefix().length();
        return (long) (text.length() + prefix) * TOKENS_OF_A_CHARACTER + 2 <= model.space().maxTokens();
    }
}
