package dev.vectide.core.wire;

/** What is wrong with one field of an event; {@code field} is empty where the whole is wrong. */
public record Fault(String field, String reason) {
    @Override
    public String toString() {
        return field.isEmpty() ? reason : field + ": " + reason;
    }
}
