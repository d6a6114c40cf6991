using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The domain name that visitors are redirected to, so that search engines index one name only.</summary>
public enum SeoRedirect
{
    /// <summary>No redirect.</summary>
    [Word("")] None,

    /// <summary>From the domain to www.</summary>
    [Word("non_www_to_www")] DomainToWww,

    /// <summary>From www to the domain.</summary>
    [Word("www_to_non_www")] WwwToDomain,

    /// <summary>From all its subdomains to the domain.</summary>
    [Word("*_domain_tld_to_domain_tld")] SubdomainsToDomain,

    /// <summary>From all its subdomains to www.</summary>
    [Word("*_domain_tld_to_www_domain_tld")] SubdomainsToWww,

    /// <summary>From all its names to the domain.</summary>
    [Word("*_to_domain_tld")] AllToDomain,

    /// <summary>From all its names to www.</summary>
    [Word("*_to_www_domain_tld")] AllToWww,
}
