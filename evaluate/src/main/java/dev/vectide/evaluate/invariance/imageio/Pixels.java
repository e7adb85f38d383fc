package dev.vectide.evaluate.invariance.imageio;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/** Changes of pictures of type {@link BufferedImage#TYPE_INT_RGB}. */
final class Pixels {
    private static final double BRIGHTER = 1.2;
    private static final double DARKER = 0.8;
    private static final double LEAST_DEGREES = 2;
    private static final double MOST_DEGREES = 5;

    private Pixels() {}

    static Optional<BufferedImage> brighter(BufferedImage picture, RandomGenerator random) {
        double factor = random.nextBoolean() ? BRIGHTER : DARKER;
        IntUnaryOperator value = old -> Math.min(255, (int) Math.round(old * factor));
        BufferedImage changed = blank(picture.getWidth(), picture.getHeight());
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                changed.setRGB(x, y, rgb(
                        value.applyAsInt(rgb >> 16 & 0xff), value.applyAsInt(rgb >> 8 & 0xff), value.applyAsInt(rgb & 0xff)));
            }
        }
        return Optional.of(changed);
    }

    static Optional<BufferedImage> rotated(BufferedImage picture, RandomGenerator random) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        if (Math.min(width, height) < 2) {
            return Optional.empty();
        }
        double degrees = LEAST_DEGREES + (MOST_DEGREES - LEAST_DEGREES) * random.nextDouble();
        double angle = Math.toRadians(random.nextBoolean() ? degrees : -degrees);
        // The smallest enlargement with which the turned rectangle covers the upright one.
        double longer = (double) Math.max(width, height) / Math.min(width, height);
        double scale = Math.cos(angle) + longer * Math.abs(Math.sin(angle));
        AffineTransform turn = AffineTransform.getTranslateInstance(width / 2.0, height / 2.0);
        turn.rotate(angle);
        turn.scale(scale, scale);
        turn.translate(-width / 2.0, -height / 2.0);
        BufferedImage changed = blank(width, height);
        Graphics2D graphics = changed.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, turn, null);
        graphics.dispose();
        return Optional.of(changed);
    }

    static Optional<BufferedImage> cropped(BufferedImage picture, RandomGenerator random) {
        int width = picture.getWidth() * 9 / 10;
        int height = picture.getHeight() * 9 / 10;
        if (width < 1 || height < 1) {
            return Optional.empty();
        }
        int x = random.nextInt(picture.getWidth() - width + 1);
        int y = random.nextInt(picture.getHeight() - height + 1);
        return Optional.of(copy(picture.getSubimage(x, y, width, height)));
    }

    static Optional<BufferedImage> blurred(BufferedImage picture) {
        BufferedImage changed = blank(picture.getWidth(), picture.getHeight());
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                changed.setRGB(x, y, rgb(
                        mean(picture, x, y, 16), mean(picture, x, y, 8), mean(picture, x, y, 0)));
            }
        }
        return Optional.of(changed);
    }

    /** Beyond the edge, the edge goes on. */
    private static int mean(BufferedImage picture, int x, int y, int shift) {
        int sum = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int rgb = picture.getRGB(
                        Math.max(0, Math.min(picture.getWidth() - 1, x + dx)),
                        Math.max(0, Math.min(picture.getHeight() - 1, y + dy)));
                sum += (2 - Math.abs(dx)) * (2 - Math.abs(dy)) * (rgb >> shift & 0xff);
            }
        }
        return (sum + 8) / 16;
    }

    static BufferedImage copy(BufferedImage picture) {
        BufferedImage copy = blank(picture.getWidth(), picture.getHeight());
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        return copy;
    }

    private static BufferedImage blank(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    private static int rgb(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }
}
