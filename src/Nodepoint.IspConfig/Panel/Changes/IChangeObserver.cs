namespace Nodepoint.IspConfig.Panel.Changes;

/// <summary>Gets to know each change of a connection, such as a change log.</summary>
public interface IChangeObserver
{
    /// <summary>Reports a change, when its outcome is known. It is called on the thread that waited for the response, and must not throw.</summary>
    /// <param name="change">The change.</param>
    void Report(ObservedChange change);
}
