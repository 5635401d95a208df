package io.skein.examples.pingpong;

/**
 * Which side a process is.
 */
enum Role
{
    /**
     * Both sides in one process, on two threads.
     */
    BOTH,
    /**
     * Sends, times and verifies.
     */
    PING,
    /**
     * Answers.
     */
    PONG
}
