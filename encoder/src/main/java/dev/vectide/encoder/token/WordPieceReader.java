package dev.vectide.encoder.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A {@code tokenizer.json} of Hugging Face's library, where it is BERT's tokeniser in every step. */
public final class WordPieceReader {
    /** Of a file that is still taken for sound. */
    private static final int LONGEST_WORD = 1 << 14;

    private final JsonNode file;
    private final Map<String, Integer> pieces = new HashMap<>();

    private WordPieceReader(JsonNode file) {
        this.file = file;
        file.at("/model/vocab").properties().forEach(piece -> pieces.put(piece.getKey(), piece.getValue().asInt()));
    }

    /** Empty if a step is another one: then only the library knows what it does. */
    public static Optional<WordPiece> read(byte[] json) {
        try {
            return new WordPieceReader(Json.MAPPER.readTree(json)).read();
        } catch (IOException e) {
            return Optional.empty(); // Whoever loads the library's own tokeniser says what is wrong with it.
        }
    }

    private Optional<WordPiece> read() {
        JsonNode model = file.path("model");
        JsonNode longest = model.path("max_input_chars_per_word");
        JsonNode prefix = model.path("continuing_subword_prefix");
        Integer unknown = pieces.get(model.path("unk_token").asText());
        boolean isBert = isOf("normalizer", "BertNormalizer")
                && file.at("/normalizer/clean_text").asBoolean()
                && file.at("/normalizer/lowercase").isBoolean()
                && isOf("pre_tokenizer", "BertPreTokenizer")
                && isOf("model", "WordPiece")
                && longest.asInt() > 0
                && longest.asInt() <= LONGEST_WORD
                && !prefix.asText().isEmpty();
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        if (!isBert || unknown == null || !readAround(before, after) || !readMarks(marks)) {
            return Optional.empty();
        }
        return Optional.of(new WordPiece(
                new Vocabulary(pieces, prefix.asText()),
                new WordPiece.Rules(
                        file.at("/normalizer/lowercase").asBoolean(), longest.asInt(), unknown, before, after, marks)));
    }

    private boolean isOf(String step, String type) {
        return file.path(step).path("type").asText().equals(type);
    }

    /** Ids before a lone text and behind it. */
    private boolean readAround(List<Integer> before, List<Integer> after) {
        if (isOf("post_processor", "BertProcessing")) {
            before.add(file.at("/post_processor/cls/1").asInt());
            after.add(file.at("/post_processor/sep/1").asInt());
            return true;
        }
        boolean isBehind = false;
        for (JsonNode part : file.at("/post_processor/single")) {
            OptionalInt special = special(part.at("/SpecialToken/id").asText());
            if (part.has("Sequence") && !isBehind) {
                isBehind = true;
            } else if (special.isPresent()) {
                (isBehind ? after : before).add(special.getAsInt());
            } else {
                return false;
            }
        }
        return isOf("post_processor", "TemplateProcessing") && isBehind;
    }

    private OptionalInt special(String name) {
        JsonNode ids = file.path("post_processor").path("special_tokens").path(name).path("ids");
        return ids.size() == 1 ? OptionalInt.of(ids.get(0).asInt()) : OptionalInt.empty();
    }

    /** Those that are looked for in the text as it came; none may be that is looked for in the text as it was made plain. */
    private boolean readMarks(List<String> marks) {
        for (JsonNode token : file.path("added_tokens")) {
            if (token.path("normalized").asBoolean(true)) {
                return false;
            }
            marks.add(token.path("content").asText());
        }
        return true;
    }
}
