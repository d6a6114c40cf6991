using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Model;

/// <summary>Refers to a record of any type.</summary>
internal interface IReference
{
    /// <summary>Why it refers to no record, such as an empty value that was specified for it; null if it can be used.</summary>
    RuleException? Problem { get; }

    /// <summary>The ID of the record, if it is known.</summary>
    long? Id { get; }

    /// <summary>The record's type.</summary>
    Type RecordType { get; }
}
