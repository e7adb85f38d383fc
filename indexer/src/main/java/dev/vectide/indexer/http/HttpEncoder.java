package dev.vectide.indexer.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.http.Outgoing;
import dev.vectide.core.space.Space;
import dev.vectide.core.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The encoder in other processes: {@code POST /v1/embeddings}, and the space of each answer (its header {@code
 * X-Embedding-Space}) must be the store's.
 *
 * <p>Encoders are asked in turn, beginning with the one that answered last. One that cannot be reached, or answers 429 or 503,
 * is passed over; once all have been, there is a pause ({@link Pauses}) and another round, while the time lasts. Any other
 * refusal would be the same from all, and ends the question.
 *
 * <p>Safe for concurrent use.
 */
public final class HttpEncoder implements Encoder {
    private static final String SPACE = "X-Embedding-Space";
    /** What OpenAI's errors say. */
    private static final String REFUSAL = "/error/message";

    private final Space space;
    private final List<URI> addresses;
    private final Duration patience;
    private final Outgoing outgoing;
    private final HttpClient client;
    private final AtomicInteger first = new AtomicInteger();

    /**
     * @param space of the store
     * @param addresses each with a slash at its end; with none every question is refused
     * @param patience all tries together
     * @param outgoing how they are asked
     */
    public HttpEncoder(Space space, List<URI> addresses, Duration patience, Outgoing outgoing) {
        this.space = space;
        this.addresses = List.copyOf(addresses);
        this.patience = patience;
        this.outgoing = outgoing;
        this.client = outgoing.client().connectTimeout(patience).build();
    }

    @Override
    public Space space() {
        return space;
    }

    @Override
    public List<Encoded> encode(List<String> texts, InputType type) {
        if (addresses.isEmpty()) {
            throw new EncoderException(
                    "no text can be encoded here, as indexer.encoder is empty; expected the address of an encoder", null);
        }
        byte[] question = question(texts, type);
        long deadline = System.nanoTime() + patience.toNanos();
        String why = "no time to ask";
        Pauses pauses = new Pauses();
        while (true) {
            int begin = first.get();
            for (int i = 0; i < addresses.size(); i++) {
                int turn = (begin + i) % addresses.size();
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw unavailable(why);
                }
                try {
                    // A share of the time, so that one that hangs leaves some to the others.
                    List<Encoded> encoded =
                            ask(addresses.get(turn), question, texts.size(), Duration.ofNanos(left / (addresses.size() - i)));
                    first.set(turn);
                    return encoded;
                } catch (UnreachedException e) {
                    why = String.valueOf(e.getMessage());
                }
            }
            OptionalLong pause = pauses.next(deadline - System.nanoTime());
            if (pause.isEmpty()) {
                throw unavailable(why);
            }
            sleep(pause.getAsLong());
        }
    }

    private List<Encoded> ask(URI address, byte[] question, int texts, Duration time) throws UnreachedException {
        HttpRequest request = outgoing.signed(HttpRequest.newBuilder(address.resolve("v1/embeddings")))
                .timeout(time)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(question))
                .build();
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UnreachedException(address + " does not answer: " + Unreached.why(e));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (response.statusCode() == 429 || response.statusCode() == 503) {
            throw new UnreachedException(
                    address + " answers " + response.statusCode() + ": " + Unreached.said(response.body(), REFUSAL));
        }
        if (response.statusCode() != 200) {
            throw new EncoderException(
                    "the encoder at " + address + " answers " + response.statusCode() + ": "
                            + Unreached.said(response.body(), REFUSAL),
                    null);
        }
        String answered = response.headers().firstValue(SPACE).orElse("none");
        if (!answered.equals(space.qualifiedName())) {
            throw new EncoderException(
                    "the encoder at " + address + " answers in space " + answered + ", the store holds "
                            + space.qualifiedName(),
                    null);
        }
        return EmbeddingsAnswer.read(address, response.body(), texts, space);
    }

    /** By the space's full name, so that an encoder of another space with the same short name refuses. */
    private byte[] question(List<String> texts, InputType type) {
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("model", space.qualifiedName())
                .put("encoding_format", "base64")
                .put("input_type", type == InputType.QUERY ? "query" : "document")
                .put("truncate", "end");
        texts.forEach(body.putArray("input")::add);
        return Json.write(body);
    }

    private EncoderException unavailable(String why) {
        return new EncoderException(
                "no encoder of space " + space.qualifiedName() + " answered in " + patience.toMillis() + " ms: " + why, null);
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static EncoderException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new EncoderException("interrupted while a text was encoded", e);
    }

    /** Another one, or the same one later, may answer. */
    private static final class UnreachedException extends Exception {
        private static final long serialVersionUID = 1;

        UnreachedException(String message) {
            super(message, null, false, false);
        }
    }
}
