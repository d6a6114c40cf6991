namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>The text of a DMARC record cannot be read.</summary>
/// <param name="fault">What is wrong and what to do, to follow the name of the record.</param>
internal sealed class DmarcException(string fault) : Exception($"The record {fault}.")
{
    /// <summary>What is wrong and what to do, to follow the name of the record.</summary>
    public string Fault => fault;
}
