namespace Nodepoint.IspConfig.Panel.Changes;

/// <summary>What a call does with what it is about.</summary>
public enum ObservedAction
{
    /// <summary>It calls a function that is not about one record, or that the library does not know.</summary>
    Call,

    /// <summary>It adds a record.</summary>
    Add,

    /// <summary>It changes a record.</summary>
    Change,

    /// <summary>It removes a record.</summary>
    Remove,
}
