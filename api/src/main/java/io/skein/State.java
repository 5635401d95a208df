package io.skein;

/**
 * Where a {@link Skein} stands with its media driver.
 */
public enum State
{
    /**
     * The driver answers.
     */
    CONNECTED,
    /**
     * The driver is gone. Publishers refuse with {@link Outcome#DISCONNECTED}, subscribers poll nothing.
     */
    DISCONNECTED,
    /**
     * A driver is back; publishers and subscribers are being made anew.
     */
    RECONNECTING,
    /**
     * {@link Skein#close()} was called.
     */
    CLOSED
}
