using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>The keys of the records to get. A text is a key, a number is an ID, and nothing is an empty key, which the cmdlet refuses.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyInputAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Nothing = [""];

    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => ReferenceEquals(inputData, AutomationNull.Value) ? Nothing : (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        null => Nothing,
        string text => new[] { text },
        IList { Count: 0 } => Nothing,
        IList list => list.Cast<object?>().Select(Key).ToArray(),
        sbyte or byte or short or ushort or int or uint or long => new[] { (string)Key(inputData)! },
        _ => inputData,
    };

    /// <summary>Refuses an empty key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="title">What it should name.</param>
    /// <returns>The error; null if the key is not empty.</returns>
    internal static RuleException? Refuse(string? key, string title)
        => string.IsNullOrWhiteSpace(key) ? new RuleException(Rule.NothingSpecified, $"The key that should name a {title} is empty. An empty key does not mean all: check the variable or property that it comes from. For all, leave the parameter out.") : null;

    private static object? Key(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        sbyte or byte or short or ushort or int or uint or long => NumberKey.Of(System.Convert.ToInt64(value is PSObject number ? number.BaseObject : value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => value,
    };
}
