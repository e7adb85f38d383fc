package dev.vectide.monitor.http;

import dev.vectide.core.kafka.BrokerUnavailableException;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;

/** A request that is refused, with the status and the reason of its answer. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    Refusal(HttpStatus status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    /** The same with refusals as answers. */
    static Handler answered(Handler handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (Refusal e) {
                ReportRoutes.problem(context, e.status, e.getMessage());
            } catch (IllegalArgumentException e) {
                ReportRoutes.problem(context, HttpStatus.BAD_REQUEST, e.getMessage());
            } catch (BrokerUnavailableException e) {
                context.header("Retry-After", "1");
                ReportRoutes.problem(context, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
            }
        };
    }
}
