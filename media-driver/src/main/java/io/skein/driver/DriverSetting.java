package io.skein.driver;

/**
 * One line of the effective configuration of a driver.
 *
 * @param key    Aeron's own name, or one that begins with {@code skein.}.
 * @param value  as it would be written in a profile.
 * @param origin {@code FILE:LINE}, {@code override}, {@code system property} or {@code default}.
 */
public record DriverSetting(String key, String value, String origin)
{
    /**
     * @return {@code key = value  # origin}.
     */
    @Override
    public String toString()
    {
        return key + " = " + value + "  # " + origin;
    }
}
