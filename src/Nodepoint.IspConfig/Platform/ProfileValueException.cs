namespace Nodepoint.IspConfig.Platform;

/// <summary>A value of a profile is not valid.</summary>
/// <param name="path">Where it is in the JSON, such as <c>services[0].addresses[1]</c>.</param>
/// <param name="message">What is wrong, and what to do.</param>
internal sealed class ProfileValueException(string path, string message) : Exception(message)
{
    /// <summary>Where the value is in the JSON.</summary>
    public string Path => path;
}
