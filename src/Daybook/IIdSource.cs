namespace Daybook;

/// <summary>Where new ids come from. A port, so that tests can name them beforehand.</summary>
public interface IIdSource
{
    /// <summary>A value that this source has not given before.</summary>
    Guid NewId();
}
