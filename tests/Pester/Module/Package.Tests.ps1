# What is in the module and in its package, and that the package can be published, installed, and used.
BeforeDiscovery {
    # PowerShell 7.4 and 7.5 have an older Microsoft.PowerShell.PSResourceGet.
    $cannotPack = -not (Get-Command Compress-PSResource -ErrorAction Ignore)
    if ($cannotPack) { Write-Warning 'Compress-PSResource is missing in this PowerShell: the specs of the package are SKIPPED. Install Microsoft.PowerShell.PSResourceGet 1.1 or later.' }
}

Describe 'The folder of the module' {
    BeforeAll {
        $module = Convert-Path (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint')
        $files = @(Get-ChildItem $module -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($module, $_.FullName).Replace('\', '/') })
    }

    It 'has only what is needed' {
        $expected = @(
            'LICENSE', 'Nodepoint.psd1', 'Nodepoint.Format.ps1xml', 'Nodepoint.Records.Format.ps1xml', 'Nodepoint.Types.ps1xml'
            'Nodepoint.PowerShell.dll', 'Nodepoint.IspConfig.dll'
            'en-US/Nodepoint.PowerShell.dll-Help.xml'
            (Get-ChildItem (Join-Path $PSScriptRoot ../../../docs) -Filter about_*.help.txt).Name | ForEach-Object { "en-US/$_" }
            'Nodepoint.Transport', 'BouncyCastle.Cryptography', 'CsvHelper', 'DnsClient', 'Fluid', 'MailKit', 'MimeKit', 'Parlot', 'Polly.Core', 'TimeZoneConverter',
            'Microsoft.Bcl.Cryptography', 'System.Formats.Asn1', 'System.Security.Cryptography.Pkcs',
            'Microsoft.Extensions.Configuration', 'Microsoft.Extensions.Configuration.Abstractions', 'Microsoft.Extensions.Configuration.Binder',
            'Microsoft.Extensions.DependencyInjection', 'Microsoft.Extensions.DependencyInjection.Abstractions',
            'Microsoft.Extensions.Diagnostics', 'Microsoft.Extensions.Diagnostics.Abstractions', 'Microsoft.Extensions.FileProviders.Abstractions', 'Microsoft.Extensions.Http',
            'Microsoft.Extensions.Logging', 'Microsoft.Extensions.Logging.Abstractions',
            'Microsoft.Extensions.Options', 'Microsoft.Extensions.Options.ConfigurationExtensions', 'Microsoft.Extensions.Primitives' | ForEach-Object { "dependencies/$_.dll" }
            'Nodepoint.Sandbox.dll', 'Nodepoint.Sandbox.deps.json', 'Nodepoint.Sandbox.runtimeconfig.json', 'Microsoft.Data.Sqlite.dll',
            'SQLitePCLRaw.batteries_v2.dll', 'SQLitePCLRaw.core.dll', 'SQLitePCLRaw.provider.e_sqlite3.dll' | ForEach-Object { "sandbox/$_" }
            'linux-x64', 'linux-arm64', 'linux-musl-x64', 'linux-musl-arm64' | ForEach-Object { "sandbox/runtimes/$_/native/libe_sqlite3.so" }
            'osx-x64', 'osx-arm64' | ForEach-Object { "sandbox/runtimes/$_/native/libe_sqlite3.dylib" }
            'win-x64', 'win-arm64' | ForEach-Object { "sandbox/runtimes/$_/native/e_sqlite3.dll" }
        )
        @($files | Where-Object { $_ -notin $expected }) | Should -BeNullOrEmpty -Because 'these files are not needed'
        @($expected | Where-Object { $_ -notin $files }) | Should -BeNullOrEmpty -Because 'these files are needed'
    }

    It 'needs no file that is missing: each assembly refers to others of the module, of PowerShell, or of ASP.NET Core' {
        $core = Split-Path ([object].Assembly.Location)
        $shared = Split-Path (Split-Path $core)
        $missing = foreach ($file in Get-ChildItem $module -Recurse -Filter *.dll | Where-Object FullName -NotMatch '[\\/]runtimes[\\/]') {
            $reader = [Reflection.PortableExecutable.PEReader]::new($file.OpenRead())
            try {
                $metadata = [Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($reader)
                foreach ($handle in $metadata.AssemblyReferences) {
                    $name = $metadata.GetString($metadata.GetAssemblyReference($handle).Name)
                    $folders = @($file.DirectoryName, $module, $core, $PSHOME) + @(if ($file.Name -like '*Sandbox*') { (Get-ChildItem (Join-Path $shared Microsoft.AspNetCore.App) -ErrorAction Ignore).FullName })
                    if (-not ($folders | Where-Object { Test-Path (Join-Path $_ "$name.dll") })) { "$($file.Name) needs $name" }
                }
            }
            finally { $reader.Dispose() }
        }
        $missing | Should -BeNullOrEmpty
    }
}

Describe 'The package' -Skip:$cannotPack {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $root = Convert-Path (Join-Path $PSScriptRoot '../../..')
        $pwsh = Join-Path $PSHOME pwsh.dll
        function New-Package($Destination) {
            $said = dotnet $pwsh -NoProfile -NonInteractive -File $root/tools/Package/New-Package.ps1 -Module $root/artifacts/Nodepoint -Destination $Destination 2>&1
            if ($LASTEXITCODE) { throw "$said" }
            Get-Item "$Destination/*.nupkg"
        }
        $epoch = $env:SOURCE_DATE_EPOCH
        $env:SOURCE_DATE_EPOCH = 1800000000
        $package = New-Package "$TestDrive/packages"
        $content = Join-Path $TestDrive content
        [IO.Compression.ZipFile]::ExtractToDirectory($package, $content)
        $bill = Get-Content "$content/sbom.cdx.json" -Raw | ConvertFrom-Json
    }
    AfterAll {
        $env:SOURCE_DATE_EPOCH = $epoch
        Stop-SpecPanel
    }

    It 'is smaller than 15 MB' {
        $package.Length | Should -BeLessThan 15MB
    }

    It 'has the metadata that the Gallery shows' {
        $metadata = ([xml](Get-Content "$content/Nodepoint.nuspec" -Raw)).package.metadata
        $manifest = Import-PowerShellDataFile "$content/Nodepoint.psd1"
        $metadata.id | Should -Be Nodepoint
        $metadata.version | Should -Be $manifest.ModuleVersion
        foreach ($part in 'authors', 'description', 'copyright', 'licenseUrl', 'projectUrl', 'releaseNotes') { $metadata.$part | Should -Not -BeNullOrEmpty -Because $part }
        -split $metadata.tags | Should -Contain PSModule
        -split $metadata.tags | Should -Contain PSEdition_Core
        $metadata.dependencies | Should -BeNullOrEmpty
    }

    It 'has the license, and the licenses of the packages in it' {
        Get-Content "$content/LICENSE" -Raw | Should -BeLike 'MIT License*'
        $notices = Get-Content "$content/THIRD-PARTY-NOTICES.txt" -Raw
        foreach ($component in $bill.components) { $notices | Should -Match "(?m)^$([regex]::Escape("$($component.name) $($component.version)"))$" }
        foreach ($text in 'Permission is hereby granted, free of charge', 'Apache License', 'Redistribution and use in source and binary forms') { $notices | Should -BeLike "*$text*" }
    }

    It 'has a bill of materials with each package, its version, license, and hash' {
        $bill.bomFormat | Should -Be CycloneDX
        $bill.metadata.component.name | Should -Be Nodepoint
        $versions = ([xml](Get-Content "$root/Directory.Packages.props" -Raw)).Project.ItemGroup | Where-Object Label -in 'The module', 'The sandbox' | ForEach-Object PackageVersion
        foreach ($package in $versions | Where-Object Include -ne PowerShellStandard.Library) {
            @($bill.components | Where-Object name -eq $package.Include).version | Should -Be $package.Version -Because $package.Include
        }
        foreach ($component in $bill.components) {
            @($component.licenses).Count | Should -BeGreaterThan 0 -Because $component.name
            $component.hashes[0].content | Should -Match '^[0-9A-F]{128}$' -Because $component.name
            $component.purl | Should -Be "pkg:nuget/$($component.name)@$($component.version)"
        }
        # Tools of the build are not shipped.
        @($bill.components.name) -match 'CodeAnalysis|PowerShellStandard|xunit|YamlDotNet' | Should -BeNullOrEmpty
        foreach ($dependency in $bill.dependencies) { $dependency.ref | Should -BeIn @($bill.components.'bom-ref' + $bill.metadata.component.'bom-ref') }
    }

    It 'names no path of the machine that it was made on' {
        $names = $root, $env:HOME, $env:USERPROFILE, [IO.Path]::GetTempPath() | Where-Object { $_ -and $_.Length -gt 3 }
        foreach ($file in 'sbom.cdx.json', 'THIRD-PARTY-NOTICES.txt', 'Nodepoint.nuspec', 'Nodepoint.psd1', 'package/services/metadata/core-properties/nodepoint.psmdcp') {
            $text = Get-Content -LiteralPath "$content/$file" -Raw
            foreach ($name in $names) { $text | Should -Not -BeLike "*$name*" -Because $file }
        }
    }

    It 'has the same bytes when it is made again, in another time zone and folder' {
        $zone, $temporary = $env:TZ, $env:TMPDIR
        $env:TZ = 'Pacific/Auckland'
        $env:TMPDIR = (New-Item "$TestDrive/another temporary folder" -ItemType Directory).FullName
        try { $again = New-Package "$TestDrive/again" }
        finally { $env:TZ, $env:TMPDIR = $zone, $temporary }
        (Get-FileHash $again).Hash | Should -Be (Get-FileHash $package).Hash
    }

    It 'is published to a folder, installed from it, and runs in a new process' {
        $user = New-Item "$TestDrive/user" -ItemType Directory
        $feed = New-Item "$TestDrive/feed" -ItemType Directory
        Set-Content "$TestDrive/install.ps1" @"
`$ErrorActionPreference = 'Stop'
Register-PSResourceRepository -Name folder -Uri '$feed' -Trusted
Publish-PSResource -NupkgPath '$package' -Repository folder
# The folder of a user's modules cannot be moved on Windows.
if (`$IsWindows) { Save-PSResource Nodepoint -Repository folder -Path '$user' }
else { Install-PSResource Nodepoint -Repository folder -Scope CurrentUser }
"@
        Set-Content "$TestDrive/use.ps1" @"
`$ErrorActionPreference = 'Stop'
if (`$IsWindows) { `$env:PSModulePath += ';$user' }
`$sandbox = Start-NpSandbox -Demo
`$null = Connect-NpPanel `$sandbox.Uri -Credential `$sandbox.Credential -CertificatePin `$sandbox.CertificatePin
"module: `$((Get-Module Nodepoint).ModuleBase)"
"mailboxes: `$(@(Get-NpMailbox *@example.com).Count)"
"help: `$((Get-Help New-NpMailbox).Synopsis)"
Stop-NpSandbox `$sandbox
"@
        # A user who has nothing: no modules, no settings, no packages.
        $before = @{}
        foreach ($name in 'HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'PSModulePath') { $before[$name] = [Environment]::GetEnvironmentVariable($name) }
        $dotnet = (Get-Command dotnet -CommandType Application)[0].Source
        try {
            foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $null) }
            $env:HOME = $user
            $installed = & $dotnet $pwsh -NoProfile -NonInteractive -File "$TestDrive/install.ps1" 2>&1
            $LASTEXITCODE | Should -Be 0 -Because "$installed"
            $said = & $dotnet $pwsh -NoProfile -NonInteractive -File "$TestDrive/use.ps1" 2>&1 | ForEach-Object { "$_" }
            $LASTEXITCODE | Should -Be 0 -Because "$said"
        }
        finally { foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) } }
        Get-ChildItem $feed -Filter *.nupkg | Should -HaveCount 1
        $said[0] | Should -BeLike "module: $user*"
        $said[1] | Should -Match '^mailboxes: [1-9]\d*$'
        $said[2] | Should -BeLike 'help: Create*'
    }
}
