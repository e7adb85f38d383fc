package dev.vectide.indexer.http;

import dev.vectide.core.space.Space;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.indexer.search.StoreUnavailableException;
import dev.vectide.indexer.shards.AnswerJson;
import dev.vectide.indexer.shards.LocalShards;
import dev.vectide.indexer.shards.QuestionJson;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/**
 * The door at which the other indexers of a space ask this one's shards: {@code POST /internal/shards/{space}}. Its shape is
 * between processes of one version and may change.
 *
 * <p>Safe for concurrent use; a request's thread does the work.
 */
public final class ShardRoutes {
    private final Space space;
    private final LocalShards shards;

    public ShardRoutes(Space space, LocalShards shards) {
        this.space = space;
        this.shards = shards;
    }

    static String path(Space space) {
        return "/internal/shards/" + space.qualifiedName();
    }

    public void register(JavalinConfig config) {
        config.routes.post(path(space), this::answer);
    }

    private void answer(Context context) throws InterruptedException {
        try {
            byte[] answer = AnswerJson.write(shards.answer(QuestionJson.read(context.bodyAsBytes())));
            context.contentType("application/json").result(answer);
        } catch (MalformedRecordException e) {
            context.status(HttpStatus.BAD_REQUEST).result(String.valueOf(e.getMessage()));
        } catch (StoreUnavailableException e) {
            context.status(HttpStatus.SERVICE_UNAVAILABLE).result(String.valueOf(e.getMessage()));
        }
    }
}
