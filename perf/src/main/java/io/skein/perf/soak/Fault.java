package io.skein.perf.soak;

/**
 * What is done to a process.
 */
enum Fault
{
    /**
     * At any moment.
     */
    KILL_PUBLISHER("publisher", "killed", null, 2),
    /**
     * With an empty slot on loan.
     */
    KILL_PUBLISHER_LOANED("publisher", "killed with a slot on loan", "loaned", 1),
    /**
     * In the middle of writing a slot.
     */
    KILL_PUBLISHER_WRITING("publisher", "killed while writing a slot", "writing", 1),
    /**
     * Between the last byte and the commit.
     */
    KILL_PUBLISHER_WRITTEN("publisher", "killed before the commit", "written", 1),
    /**
     * At any moment.
     */
    KILL_FORWARDER("forwarder", "killed", null, 3),
    /**
     * At any moment.
     */
    KILL_SUBSCRIBER("subscriber", "killed", null, 3),
    /**
     * In its handler.
     */
    KILL_SUBSCRIBER_HOLDING("subscriber", "killed in its handler", "hold", 3),
    /**
     * With slots retained.
     */
    KILL_SUBSCRIBER_RETAINING("subscriber", "killed while retaining", "retain", 3),
    /**
     * Behind.
     */
    KILL_SUBSCRIBER_IDLE("subscriber", "killed while not polling", "idle", 2),
    /**
     * SIGSTOP, then SIGCONT.
     */
    PAUSE_PUBLISHER("publisher", "stopped and continued", null, 1),
    /**
     * SIGSTOP, then SIGCONT.
     */
    PAUSE_FORWARDER("forwarder", "stopped and continued", null, 1),
    /**
     * SIGSTOP in its handler, then SIGCONT.
     */
    PAUSE_SUBSCRIBER_HOLDING("subscriber", "stopped in its handler and continued", "hold", 2),
    /**
     * SIGSTOP with slots retained, then SIGCONT.
     */
    PAUSE_SUBSCRIBER_RETAINING("subscriber", "stopped while retaining and continued", "retain", 2),
    /**
     * With everybody connected.
     */
    KILL_DRIVER("driver", "killed", null, 2);

    private final String role;
    private final String text;
    private final String state;
    private final int weight;

    Fault(final String role, final String text, final String state, final int weight)
    {
        this.role = role;
        this.text = text;
        this.state = state;
        this.weight = weight;
    }

    /**
     * @return who it is done to.
     */
    String role()
    {
        return role;
    }

    /**
     * @return what is done, for people.
     */
    String text()
    {
        return role + ' ' + text;
    }

    /**
     * @return what the process has to be at when it is done, or null for anything.
     */
    String state()
    {
        return state;
    }

    /**
     * @return how often, beside others.
     */
    int weight()
    {
        return weight;
    }

    /**
     * @return whether the process is likely to have held slots when it died.
     */
    boolean leavesHolds()
    {
        return KILL_SUBSCRIBER_RETAINING == this || KILL_FORWARDER == this;
    }

    boolean isKill()
    {
        return name().startsWith("KILL");
    }
}
