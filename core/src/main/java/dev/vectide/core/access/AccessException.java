package dev.vectide.core.access;

import org.jspecify.annotations.Nullable;

/** A request that is refused for who asks, or for how much was asked; the server says so in the shape of the door. */
public final class AccessException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, for metrics. */
    public enum Reason {
        UNKNOWN_KEY(401),
        FORBIDDEN(403),
        OVER_QUOTA(429);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** Of the answer. */
        public int status() {
            return status;
        }
    }

    private final Reason reason;
    private final @Nullable Spent spent;
    private final long retryAfterS;

    /** What there was too much of. */
    public record Spent(@Nullable String stream, Quotas.Kind kind) {}

    private AccessException(Reason reason, String message, @Nullable Spent spent, long retryAfterS) {
        super(message, null, false, false);
        this.reason = reason;
        this.spent = spent;
        this.retryAfterS = retryAfterS;
    }

    public static AccessException unknownKey(String message) {
        return new AccessException(Reason.UNKNOWN_KEY, message, null, 0);
    }

    public static AccessException forbidden(String message) {
        return new AccessException(Reason.FORBIDDEN, message, null, 0);
    }

    /** @param retryAfterS whole seconds, 1 or more */
    static AccessException overQuota(String message, Spent spent, long retryAfterS) {
        return new AccessException(Reason.OVER_QUOTA, message, spent, retryAfterS);
    }

    public Reason reason() {
        return reason;
    }

    /** Of {@link Reason#OVER_QUOTA}; null otherwise. */
    public @Nullable Spent spent() {
        return spent;
    }

    /** After which the same may be allowed; 0 if time does not help. */
    public long retryAfterS() {
        return retryAfterS;
    }
}
