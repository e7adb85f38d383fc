package dev.vectide.encoder.kafka;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A fake: the vector of a text is its length. It fails as a whole where one of its texts does, as a real one may.
 *
 * <p>For use by one thread.
 */
final class FakeModel implements TextModel {
    private final Predicate<String> fails;
    private final Predicate<String> answersNothing;
    final List<List<String>> calls = new ArrayList<>();

    /** @param answersNothing texts whose vector has no direction */
    FakeModel(Predicate<String> fails, Predicate<String> answersNothing) {
        this.fails = fails;
        this.answersNothing = answersNothing;
    }

    static FloatVector vector(String text) {
        return FloatVector.of(text.length(), 1);
    }

    @Override
    public List<Encoded> encode(List<String> texts, InputType type) {
        calls.add(List.copyOf(texts));
        texts.stream().filter(fails).findFirst().ifPresent(text -> {
            throw new EncoderException("'" + text + "' fails", null);
        });
        return texts.stream()
                .map(text -> answersNothing.test(text) ? FloatVector.of(0, 0) : vector(text))
                .map(vector -> new Encoded(vector, 1, false))
                .toList();
    }

    /** A token a character. */
    @Override
    public int tokens(String document) {
        return document.length();
    }

    @Override
    public List<Window> windows(String document, int overlap) {
        int most = space().maxTokens();
        List<Window> windows = new ArrayList<>();
        int start = 0;
        for (; start + most < document.length(); start += most - overlap) {
            windows.add(new Window(start, start + most));
        }
        windows.add(new Window(start, document.length()));
        return windows;
    }

    @Override
    public Space space() {
        return new Space("fake", "m", "t", Pooling.NONE, "", "", 8, 2, false, Precision.FULL);
    }

    @Override
    public String producer() {
        return "fake";
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
