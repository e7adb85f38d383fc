package dev.vectide.evaluate.data;

import java.util.Map;

/**
 * A row of a file, its fields by name.
 *
 * @param line in the file, from 1
 */
public record Row(String file, long line, Map<String, String> fields) {
    public Row {
        fields = Map.copyOf(fields);
    }

    /** @throws BadFieldException if it is missing or blank */
    public String text(String field) {
        return filled(field, "a text");
    }

    private String filled(String field, String expected) {
        String value = fields.get(field);
        if (value == null || value.isBlank()) {
            throw new BadFieldException(
                    field + ": expected " + expected + ", found " + (value == null ? "nothing" : "only blanks"));
        }
        return value;
    }

    /** @throws BadFieldException if it is no finite number */
    public double number(String field) {
        String value = filled(field, "a number");
        try {
            double number = Double.parseDouble(value.strip());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new BadFieldException(field + ": expected a number, found '" + shortened(value) + "'");
    }

    /** @throws BadFieldException if it is no whole number */
    public int whole(String field) {
        double number = number(field);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new BadFieldException(field + ": expected a whole number, found '" + shortened(text(field)) + "'");
        }
        return (int) number;
    }

    private static String shortened(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }

    /** A field of a row is not what was expected. */
    static final class BadFieldException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadFieldException(String message) {
            super(message);
        }
    }
}
