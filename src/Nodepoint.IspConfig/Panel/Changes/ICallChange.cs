namespace Nodepoint.IspConfig.Panel.Changes;

/// <summary>What a call changes, described only when somebody wants to know.</summary>
internal interface ICallChange
{
    /// <summary>Describes the change.</summary>
    /// <param name="function">The function that is called.</param>
    /// <returns>The change, without its outcome.</returns>
    ObservedChange Describe(string function);
}
