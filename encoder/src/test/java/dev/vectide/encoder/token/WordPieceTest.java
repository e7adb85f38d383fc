package dev.vectide.encoder.token;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Random texts are cut as Hugging Face's library cuts them with the same file. */
class WordPieceTest {
    private static final int TEXTS = 20_000;
    private static final List<String> MARKS = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
    private static final byte[] FILE = file();

    @Test
    void plainTextsAreCutAsTheLibraryCutsThem() throws IOException {
        assertSame(FILE, 1);
    }

    @Test
    void hugeTextsAreCutAsTheLibraryCutsThem() throws IOException {
        WordPiece ours = WordPieceReader.read(FILE).orElseThrow();
        try (HuggingFaceTokenizer library = library(FILE)) {
            for (String text : List.of("a b ".repeat(20_000), "a".repeat(100_000), "after them a short one")) {
                assertThat(ours.ids(text)).containsExactly(library.encode(text).getIds());
            }
        }
    }

    @Test
    void lettersKeepTheirCaseWhereTheFileSaysSo() throws IOException {
        assertSame(edited(file -> ((ObjectNode) file.get("normalizer")).put("lowercase", false)), 2);
    }

    @Test
    void theIdsAroundATextMayComeFromBertsOwnStep() throws IOException {
        assertSame(
                edited(file -> {
                    ObjectNode around = file.putObject("post_processor").put("type", "BertProcessing");
                    around.putArray("sep").add("[SEP]").add(102);
                    around.putArray("cls").add("[CLS]").add(101);
                }),
                3);
    }

    private static void assertSame(byte[] file, long seed) throws IOException {
        WordPiece ours = WordPieceReader.read(file).orElseThrow();
        List<String> pieces = new ArrayList<>();
        Json.MAPPER.readTree(file).at("/model/vocab").fieldNames().forEachRemaining(pieces::add);
        Random random = new Random(seed);
        int plain = 0;
        try (HuggingFaceTokenizer library = library(file)) {
            for (int i = 0; i < TEXTS; i++) {
                String text = text(random, pieces);
                long[] ids = ours.ids(text);
                if (text.chars().allMatch(c -> c < 0x80) && MARKS.stream().noneMatch(text::contains)) {
                    plain++;
                    assertThat(ids).as(text).containsExactly(library.encode(text).getIds());
                } else {
                    assertThat(ids).as(text).isNull();
                }
            }
        }
        assertThat(plain).isBetween(TEXTS / 2, TEXTS - TEXTS / 20);
    }

    /** Words of the vocabulary whole, cut and joined; any ASCII; now and then what is not for this. */
    private static String text(Random random, List<String> pieces) {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(30); parts > 0; parts--) {
            switch (random.nextInt(40)) {
                case 0 -> text.append("x".repeat(90 + random.nextInt(20)));
                case 1 -> text.append((char) random.nextInt(0x80));
                case 2 -> text.append(MARKS.get(random.nextInt(MARKS.size())).substring(0, 1 + random.nextInt(4)));
                case 3 -> text.append(random.nextInt(4) == 0 ? MARKS.get(random.nextInt(MARKS.size())) : "[");
                case 4 -> text.append(random.nextInt(8) == 0 ? "\u00e9\u6771\u2019".charAt(random.nextInt(3)) : '\'');
                case 5 -> text.append(random.nextLong());
                case 6, 7, 8 -> random.ints(1 + random.nextInt(12), 0x20, 0x7f).forEach(text::appendCodePoint);
                default -> {
                    String piece = pieces.get(random.nextInt(pieces.size()));
                    if (piece.chars().allMatch(c -> c < 0x80) && MARKS.stream().noneMatch(piece::contains)) {
                        String word = piece.startsWith("##") ? piece.substring(2) : piece;
                        text.append(random.nextInt(5) == 0 ? word.toUpperCase(java.util.Locale.ROOT) : word);
                    }
                    text.append(" \t\n\r,".substring(0, random.nextInt(2) * (1 + random.nextInt(5))));
                }
            }
            text.append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    @Test
    void othersAreLeftToTheLibrary() throws IOException {
        assertThat(WordPieceReader.read("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))).isEmpty();
        assertThat(WordPieceReader.read(new byte[] {'{'})).isEmpty();
        assertRefused(file -> ((ObjectNode) file.get("normalizer")).put("type", "Lowercase"));
        assertRefused(file -> ((ObjectNode) file.get("normalizer")).put("clean_text", false));
        assertRefused(file -> file.putNull("normalizer"));
        assertRefused(file -> ((ObjectNode) file.get("pre_tokenizer")).put("type", "Whitespace"));
        assertRefused(file -> ((ObjectNode) file.get("model")).put("type", "BPE"));
        assertRefused(file -> ((ObjectNode) file.get("model")).put("unk_token", "?!"));
        assertRefused(file -> ((ObjectNode) file.get("post_processor")).put("type", "RobertaProcessing"));
        assertRefused(file -> ((ObjectNode) file.get("post_processor")).putArray("single"));
        assertRefused(file -> file.putNull("post_processor"));
        assertRefused(file -> ((ObjectNode) ((ArrayNode) file.get("added_tokens")).get(0)).put("normalized", true));
    }

    private static void assertRefused(Consumer<ObjectNode> edit) throws IOException {
        assertThat(WordPieceReader.read(edited(edit))).isEmpty();
    }

    private static byte[] edited(Consumer<ObjectNode> edit) throws IOException {
        ObjectNode file = (ObjectNode) Json.MAPPER.readTree(FILE);
        edit.accept(file);
        return Json.MAPPER.writeValueAsBytes(file);
    }

    private static HuggingFaceTokenizer library(byte[] file) throws IOException {
        return HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(file),
                Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "true"));
    }

    private static byte[] file() {
        try (InputStream in = Objects.requireNonNull(
                WordPieceTest.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
