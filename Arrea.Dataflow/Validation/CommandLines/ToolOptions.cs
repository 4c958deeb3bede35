namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Options of developers' tools, most of them with subcommands, as <see cref="OptionTable"/> reads them.</summary>
internal static class ToolOptions
{
    public const string Lines = """
        git > C:c: exec-path==* git-dir= work-tree= namespace= super-prefix= config-env= attr-source= paginate no-pager bare no-replace-objects literal-pathspecs
        git/grep . A:B:C:e:f:m:O::! open-files-in-pager==! after-context= before-context= context= max-depth= max-count= threads= parent-basename= untracked cached no-index ignore-case word-regexp invert-match files-with-matches name-only count
        git/difftool . x:!t: extcmd=! tool= dir-diff gui no-prompt prompt
        git/mergetool . t: tool= gui prompt no-prompt
        git/rebase . x:$C:s:X: exec=$ strategy= strategy-option= onto= interactive continue abort skip quit root autosquash autostash whitespace=
        git/bisect > .
        git/bisect/run +2
        git/submodule > .
        git/submodule/foreach +2s . recursive quiet
        git/filter-branch . d: setup=! subdirectory-filter= env-filter=! tree-filter=! index-filter=! parent-filter=! msg-filter=! commit-filter=! tag-name-filter=! prune-empty original= force
        git/filter-repo . . path= path-glob= force message-callback=* commit-callback=* blob-callback=* name-callback=* email-callback=* filename-callback=* refname-callback=* tag-callback=* reset-callback=*
        git/clone . b:c:j:o:u:! upload-pack=! config= template=* branch= origin= depth= reference= separate-git-dir= filter= jobs= shallow-since= shallow-exclude= recurse-submodules== bare mirror
        git/fetch,git/pull,git/ls-remote . j:o:!s:X: upload-pack=! depth= deepen= refmap= server-option= jobs= strategy= strategy-option= exec=! prune all tags force rebase==
        git/fetch-pack . . upload-pack=! exec=! depth=
        git/push . o: receive-pack=! exec=! repo= push-option= recurse-submodules= force force-with-lease== force-if-includes delete mirror all tags prune set-upstream dry-run no-verify atomic
        git/send-pack . . receive-pack=! exec=! remote=
        git/archive . o: remote= exec=! output= format= prefix= add-file= worktree-attributes
        git/init . b: template=* separate-git-dir= initial-branch= shared==
        git/commit,git/merge,git/revert,git/cherry-pick,git/tag,git/notes . c:C:F:m:s:t:X:u: author= date= message= file= template= cleanup= fixup= squash= strategy= strategy-option= trailer= mainline= local-user= reuse-message= reedit-message= pathspec-from-file= allow-empty amend no-verify signoff no-edit delete force
        git/log,git/show,git/diff,git/rev-list,git/shortlog,git/whatchanged,git/reflog,git/range-diff,git/blame . G:L:n:O:S:U: grep= author= committer= since= until= after= before= max-count= skip= date= format= output= diff-filter= inter-hunk-context= src-prefix= dst-prefix= ext-diff textconv no-ext-diff
        git/reset,git/restore . s: source= pathspec-from-file= hard soft mixed merge keep staged worktree
        git/checkout,git/switch,git/branch,git/worktree,git/stash . B:b:C:c:u:m: orphan= conflict= message= set-upstream-to= sort= format= contains= no-contains= points-at= pathspec-from-file= force discard-changes delete move copy detach
        git/clean . e: exclude= force dry-run quiet interactive
        git/config . f: file= blob= default= type= get= comment= global system local worktree add unset unset-all get-all list
        git/send-email . . smtp-server=! to= cc= bcc= from= subject= to-cmd=! cc-cmd=! header-cmd=! sendmail-cmd=! smtp-user= smtp-pass= smtp-encryption= suppress-cc= in-reply-to=
        git/instaweb . d:!b:!p:m: httpd=! browser=! port=
        git/help,git/web--browse . b:! browser=! tool=
        hg > R: repository= config= cwd=
        svn ^ . diff-cmd=! diff3-cmd=! editor-cmd=! config-option=* config-dir=* revision= message= file= username= password=
        make,gmake . C:E:!f:I:o:W: eval=! file= makefile= directory= include-dir= jobs== load-average== old-file= what-if= new-file= assume-new= always-make keep-going dry-run just-print recon question touch ignore-errors
        cmake . C:*D:P:*B:S:G:T:A:E build= target= install= prefix= config= toolchain=* preset=
        ninja . C:f:j:k:l:t:d:
        gcc,g++,cc,c++,clang,clang++ - . wrapper= B=* o= I= L= l= D= x= include= isystem= Xlinker= Xpreprocessor= Xassembler= specs=* fplugin=* MF= MT=
        ld - . plugin=* o= T= L= l=
        cargo ^ C:Z: config= color= explain=
        cargo/run . p:j:F: package= bin= example= features= profile= target= target-dir= manifest-path= config= jobs= release
        go > C:
        go/run,go/test,go/build,go/vet,go/generate,go/install,go/tool - . exec=! toolexec=! vettool=! o= p= ldflags= gcflags= asmflags= tags= mod= modfile= overlay= pkgdir= buildmode= run= bench= count= timeout= coverprofile= skip= C=
        dotnet > . fx-version= additionalprobingpath= roll-forward= depsfile=* runtimeconfig=* additional-deps=*
        dotnet/build,dotnet/run,dotnet/publish,dotnet/test,dotnet/pack,dotnet/restore,dotnet/msbuild,dotnet/clean,dotnet/watch . c:f:o:p:r:v:a:s: configuration= framework= output= project= property= runtime= verbosity= source= settings= filter= logger= test-adapter-path=* launch-profile= version-suffix= no-restore no-build
        msbuild,xbuild . .
        mvn . D:f:P:pl:s:
        gradle,gradlew . I:*D:P:b:p: init-script=* build-file= project-dir= 
        ant . D:f: lib=* buildfile= listener=* logger=*
        bun ^ e:p: eval= print= cwd= preload=* require=*
        npm,yarn,pnpm ^ C:w:F: prefix= workspace= registry= dir= filter= script-shell=! node-options=* cwd= userconfig=
        npm/exec,npm/x,pnpm/dlx,yarn/dlx,bun/x,pnpm/exec,yarn/exec +1 c:$p: call=$ package=
        npx,bunx,pnpx +0 c:$p: call=$ package= node-options=* yes no shell=!
        uvx,pipx . p: from= with= python= spec=
        corepack ^
        pip,pip3 ^ c:e:f:i:r:t: index-url= extra-index-url= find-links= requirement= constraint= target= prefix= root= proxy= cert= python= config-settings= no-deps upgrade user yes
        docker,podman,nerdctl > c:H:l: config= context= host= log-level= tlscacert= tlscert= tlskey= url= connection= identity= root= runroot= storage-driver=
        docker/run,podman/run,nerdctl/run,docker/create,podman/create +2c a:c:e:h:l:m:p:u:v:w:i add-host= annotation= attach= blkio-weight= cap-add= cap-drop= cgroup-parent= cgroupns= cidfile= cpus= cpu-shares= cpuset-cpus= device= dns= entrypoint= env= env-file= expose= gpus= group-add= health-cmd= hostname= ip= ipc= isolation= label= label-file= link= log-driver= log-opt= mac-address= memory= memory-swap= mount= name= network= net= network-alias= oom-score-adj= pid= pids-limit= platform= publish= pull= restart= runtime= security-opt= shm-size= stop-signal= stop-timeout= storage-opt= sysctl= tmpfs= ulimit= user= userns= uts= volume= volume-driver= volumes-from= workdir= privileged detach interactive tty rm read-only init publish-all
        docker/exec,podman/exec,nerdctl/exec +2c e:u:w: env= env-file= user= workdir= detach-keys= privileged detach interactive tty
        docker/container > .
        docker/container/run +3c a:c:e:h:l:m:p:u:v:w: entrypoint= env= name= network= volume= user= workdir= mount= publish= privileged detach interactive tty rm
        docker/container/exec +3c e:u:w: env= user= workdir=
        docker/compose,podman/compose > f:p: file= project-name= env-file= profile= project-directory= ansi= progress= parallel=
        docker-compose > f:p: file= project-name= env-file= profile= project-directory=
        docker/compose/run,podman/compose/run +3c e:l:p:u:v:w: env= entrypoint= label= name= publish= user= volume= workdir= rm detach service-ports
        docker/compose/exec,podman/compose/exec +3c e:u:w: env= index= user= workdir= detach privileged
        docker-compose/run +2c e:l:p:u:v:w: env= entrypoint= label= name= publish= user= volume= workdir= rm detach
        docker-compose/exec +2c e:u:w: env= index= user= workdir= detach privileged
        docker/build,podman/build,docker/buildx . f:t:m:o: file= tag= build-arg= target= platform= label= network= output= secret= ssh= cache-from= cache-to= progress=
        docker/ps,docker/images,docker/inspect,docker/logs,docker/volume,docker/system,docker/network,docker/rm,docker/rmi . f:n:t: filter= format= last= since= until= tail= type= force volumes all quiet
        lxc,incus,machinectl > .
        lxc/exec,incus/exec +2c . env= cwd= user= group= mode=
        crictl,ctr,runc,crun,multipass,limactl,colima,nomad,pct,qm,heroku,fly,flyctl,cf,wsl > r:D:n:
        crictl/exec,runc/exec,crun/exec,multipass/exec,limactl/shell,nomad/exec,nomad/alloc,pct/exec +2c i:t:e:u:w:c:p: timeout= env= user= cwd= working-directory= workdir= process= task= job=
        ctr/task,ctr/tasks > .
        ctr/task/exec,ctr/tasks/exec +3c . exec-id= cwd= user=
        heroku/run +1r a:s:r:e: app= size= remote= env=
        adb > s:t:H:P:L:
        adb/shell +1rs e:t:T:n:
        salt +2rs E:G:C:N:L:t:b:u:c:
        lxc-attach,lxc-execute +0c n:P:o:l:e:s: name=
        kubectl,oc,k3s ^ n:s:v: namespace= context= cluster= kubeconfig= server= token= user= as= as-group= request-timeout= v= certificate-authority= client-key= client-certificate=
        kubectl/exec,oc/exec,oc/rsh,kubectl/rsh ec2 c:f:n: container= filename= namespace= stdin tty
        kubectl/run,oc/run,kubectl/debug,oc/debug ec c:f:l:n: image= env= labels= overrides= port= restart= target= copy-to= container= namespace= profile= command rm stdin tty privileged
        kubectl/delete,kubectl/get,kubectl/apply,kubectl/create,kubectl/replace,kubectl/patch,kubectl/scale,kubectl/drain,kubectl/logs,kubectl/edit . f:k:l:n:o:p:c: filename= kustomize= selector= namespace= output= grace-period= timeout= cascade== field-selector= patch= type= replicas= sort-by= template= all force all-namespaces prune
        helm ^ n:f: namespace= kube-context= kubeconfig= values= set= set-string= version= post-renderer=! timeout= repo= registry-config= repository-config=
        terraform,tofu,terragrunt -> . chdir=
        terraform/plan,terraform/apply,terraform/destroy,terraform/import,terraform/refresh,terraform/init,tofu/plan,tofu/apply,tofu/destroy,tofu/init - . target= var= var-file= out= state= backup= parallelism= lock-timeout= replace= backend-config= plugin-dir=* auto-approve refresh-only destroy lock input reconfigure upgrade
        packer,vault,consul -> .
        aws ^ . profile= region= output= query= endpoint-url= cli-input-json= filters= ca-bundle= bucket= key= instance-ids= stack-name= parameters= document-name= targets= recursive force dryrun delete
        gcloud,gsutil ^ o: project= zone= region= format= filter= account= configuration= impersonate-service-account= command= quiet
        az ^ g:n:o: scripts= command-id= name= resource-group= subscription= output= query= yes
        apt,apt-get,aptitude ^ o:c:*t: option= config-file=* target-release= yes assume-yes quiet purge
        dpkg . . force-== root= instdir= admindir= pre-invoke=! post-invoke=! status-logger=!
        rpm . D:E:e:i:p: eval= define= dbpath= root= prefix= queryformat= pipe=!
        dnf,yum,zypper ^ c:*x: config=* setopt= enablerepo= disablerepo= exclude= installroot= releasever= assumeyes
        pacman . b:r: dbpath= root= config=* cachedir= hookdir=*
        systemctl ^ H:M:n:o:p:s:t:P: host= machine= lines= output= property= signal= type= state= job-mode= root= kill-whom= kill-who= user system now force quiet runtime global no-block no-pager
        journalctl . b::D:M:n::o:p:u:t:g:S:U: unit= since= until= output= lines== priority= directory= vacuum-size= vacuum-time= vacuum-files= identifier= grep= rotate follow no-pager
        crontab . u:
        at,batch . f:q:t:c:
        virsh,vboxmanage ^ c: connect=
        vagrant ^ c: command=
        ansible . a:e:f:i:m:M:*l:u:B:P:o:t: args= module-name= extra-vars= forks= inventory=* limit= user= become become-user= private-key= module-path=* connection= playbook-dir=
        ansible-playbook . e:f:i:l:t:u:M:* extra-vars= inventory=* limit= tags= skip-tags= user= module-path=* vault-password-file=* connection= become
        ctags - . D= I= L= f= o= options=* languages=
        fzf . q:n:d:m:f:e: preview=? bind= query= filter= delimiter= nth= with-nth= height== header= prompt= multi== history=
        pandoc . F:?L:*o:f:t: filter=? lua-filter=* pdf-engine=? output= from= to= template=
        latex,pdflatex,xelatex,lualatex,tex - . shell-escape enable-write18 jobname= output-directory= interaction= fmt=
        openssl > .
        openssl/req,openssl/engine,openssl/enc,openssl/dgst,openssl/pkeyutl,openssl/rsa,openssl/s_client,openssl/x509 - . engine=* provider=* provider-path=* in= out= k= K= iv= S= pass= md= key= keyout= subj= days= connect= servername= config= newkey= name= d e a base64 A salt pbkdf2 nosalt
        gpg . o:r:u: passphrase-file= photo-viewer=! agent-program=! homedir= output= recipient= local-user= passphrase= decrypt symmetric encrypt import delete-keys delete-secret-keys batch yes
        nmap - . script=* p= o= iL= oN= oX= oG= oA= datadir=* script-args= script-help=
        mutt,neomutt . e:!F:*s:a:b:c:i:
        mail,mailx . a:b:c:r:s:q:S:u:
        nix-shell . p:A:I:E:* run=$ command=$ packages= attr= argstr= arg= keep= pure expr=* interpreter=!
        nix-env,nix-build . A:I:E:*f:p: profile= expr=*
        """;
}
